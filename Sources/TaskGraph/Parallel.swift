import Dispatch
import Synchronization

/// Pure work over both cores.
package enum Parallel {
  /// The results in the order of the elements, however the work was shared out.
  package static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Value
  ) -> [Value] {
    // Below this, a second thread costs more than it brings.
    guard elements.count >= 64 else { return elements.map(transform) }
    let chunk = 256
    let chunks = (elements.count + chunk - 1) / chunk
    let results = Mutex<[[Value]?]>(Array(repeating: nil, count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { index in
      let part = elements[(index * chunk)..<min((index + 1) * chunk, elements.count)].map(transform)
      results.withLock { $0[index] = part }
    }
    return results.withLock { $0.flatMap { $0 ?? [] } }
  }
}
