internal import Document
internal import NIOCore
internal import Synchronization

/// What all connections share: the core in a lock, the clock, and how long answers are held back.
final class ServerCore: Sendable {
  let core: Mutex<QueueCore>
  let now: @Sendable () -> Timestamp
  let latency: TimeAmount

  init(_ core: QueueCore, latency: TimeAmount, now: @escaping @Sendable () -> Timestamp) {
    self.core = Mutex(core)
    (self.latency, self.now) = (latency, now)
  }
}
