internal import Document
internal import Synchronization

/// A value that is made at most once, by whichever thread asks first.
final class LazyValue: Sendable {
  private let made = Mutex<JSON?>(nil)
  private let make: @Sendable () -> JSON

  init(_ make: @escaping @Sendable () -> JSON) { self.make = make }

  var value: JSON {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
