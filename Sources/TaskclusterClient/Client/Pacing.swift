package import Document

/// Time and chance, passed in so that tests are fast and say the same each time.
package struct Pacing: Sendable {
  /// This machine's clock.
  package var now: @Sendable () -> Timestamp
  /// Time that has passed since some moment; nobody sets this clock.
  package var uptime: @Sendable () -> Duration
  /// Returns early, without an error, if the task is cancelled.
  package var sleep: @Sendable (Duration) async -> Void
  package var random: @Sendable () -> UInt64

  package init(
    now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async -> Void, random: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
    self.random = random
  }

  /// Real time and real chance; only what the clock on the wall says is still the caller's.
  package static func real(now: @escaping @Sendable () -> Timestamp) -> Pacing {
    let start = ContinuousClock.now
    return Pacing(
      now: now, uptime: { ContinuousClock.now - start }, sleep: { try? await Task.sleep(for: $0) },
      random: { UInt64.random(in: .min ... .max) })
  }

  /// Sleeps until the time is over or the signal is raised.
  func sleep(_ duration: Duration, orUntil signal: StopSignal?) async {
    guard let signal else { return await sleep(duration) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await sleep(duration) }
      group.addTask { await signal.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Letters and digits.
  func nonce() -> String {
    let text = String(random(), radix: 36)
    return String(repeating: "0", count: max(0, 13 - text.utf8.count)) + text
  }
}
