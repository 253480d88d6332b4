internal import Dispatch
internal import Synchronization

/// Pure work over all cores.
package enum Parallel {
  /// The results in the order of the elements, however the work was shared out.
  ///
  /// - Parameter chunk: how many elements one thread takes at a time. Below twice that, one thread does all: a second
  ///   one would cost more than it brings.
  package static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], chunk: Int = 32, _ transform: @Sendable (Element) -> Value
  ) -> [Value] {
    guard elements.count >= 2 * chunk else { return elements.map(transform) }
    let chunks = (elements.count + chunk - 1) / chunk
    let results = Mutex<[[Value]]>(Array(repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { index in
      let part = elements[(index * chunk)..<min((index + 1) * chunk, elements.count)].map(transform)
      results.withLock { $0[index] = part }
    }
    return results.withLock { Array($0.joined()) }
  }
}
