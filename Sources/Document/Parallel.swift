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
    return [Value](unsafeUninitializedCapacity: elements.count) { buffer, count in
      // Every place is made by one thread, once.
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: (elements.count + chunk - 1) / chunk) { part in
        for index in (part * chunk)..<min((part + 1) * chunk, elements.count) {
          results.initializeElement(at: index, to: transform(elements[index]))
        }
      }
      count = elements.count
    }
  }

  /// Makes values on all cores and hands them over one by one, in order, on this thread, while the next ones are made.
  ///
  /// This thread makes what nobody has begun, so that it never waits for a thread that the system may not give: several
  /// streams at once, each on a core of its own, go on by themselves.
  ///
  /// - Parameter ahead: how many values may be begun beyond the last one that was handed over.
  package static func stream<Value: Sendable>(
    _ count: Int, ahead: Int = 16, _ make: @escaping @Sendable (Int) -> Value, to take: (Value) throws -> Void
  ) rethrows {
    guard count > 1 else {
      for index in 0..<count { try take(make(index)) }
      return
    }
    let line = AssemblyLine<Value>(count: count, ahead: ahead)
    defer { line.stop() }
    DispatchQueue.global().async {
      // As many of these run as there are cores; the others find nothing left to do.
      DispatchQueue.concurrentPerform(iterations: ahead) { _ in
        while let index = line.begin() { line.put(make(index), at: index) }
      }
    }
    for index in 0..<count { try take(line.take(index) ?? make(index)) }
  }
}

/// Values on their way from those who make them to the one who takes them in order.
private final class AssemblyLine<Value: Sendable>: Sendable {
  private struct State {
    /// The first that nobody has begun.
    var next = 0
    var taken = 0
    var made: [Int: Value] = [:]
  }

  private enum Answer {
    case value(Value)
    case notBegun
    case notYet
  }

  private let count: Int
  private let ahead: Int
  private let state = Mutex(State())
  private let isMade = DispatchSemaphore(value: 0)
  private let isTaken = DispatchSemaphore(value: 0)

  init(count: Int, ahead: Int) { (self.count, self.ahead) = (count, ahead) }

  /// The next value to make, as soon as it is not too far ahead; nil if there is none.
  func begin() -> Int? {
    while true {
      let (index, isLast) = state.withLock { state -> (Int?, Bool) in
        guard state.next < count else { return (nil, true) }
        guard state.next < state.taken + ahead else { return (nil, false) }
        state.next += 1
        return (state.next - 1, false)
      }
      if let index { return index }
      if isLast { return nil }
      isTaken.wait()
    }
  }

  func put(_ value: Value, at index: Int) {
    state.withLock { $0.made[index] = value }
    isMade.signal()
  }

  /// The value, once whoever has begun it has made it; nil if nobody has: then it is the caller's to make.
  func take(_ index: Int) -> Value? {
    while true {
      let answer = state.withLock { state -> Answer in
        if let value = state.made.removeValue(forKey: index) {
          state.taken = index + 1
          return .value(value)
        }
        guard state.next == index else { return .notYet }
        (state.next, state.taken) = (index + 1, index + 1)
        return .notBegun
      }
      switch answer {
      case .value(let value):
        isTaken.signal()
        return value
      case .notBegun:
        isTaken.signal()
        return nil
      case .notYet: isMade.wait()
      }
    }
  }

  /// Nothing more is begun, and nobody waits.
  func stop() {
    state.withLock { $0.next = count }
    for _ in 0..<ahead { isTaken.signal() }
  }
}
