package import Document

/// The tries of one call: how many there were, and whether and when there is another.
package struct Retries: Sendable {
  private let policy: RetryPolicy
  private let pacing: Pacing
  private let patience: Patience
  /// Tries so far, the present one included.
  package private(set) var all = 1
  /// Those of them that the server itself failed at.
  package private(set) var broken = 0

  package init(_ policy: RetryPolicy, _ pacing: Pacing, _ patience: Patience) {
    self.policy = policy
    self.pacing = pacing
    self.patience = patience
    deadline = patience.until ?? pacing.uptime() + policy.total
  }

  private let deadline: Duration

  package enum End: Error, Sendable {
    /// The tries or the time are over.
    case givenUp
    /// The server fails at this call, and would go on to.
    case broken
    case stopped
  }

  /// Waits for the next try after one that came to nothing.
  ///
  /// - Parameters:
  ///   - reason: a few words for a log.
  ///   - asked: how long the server asked to wait, at least.
  ///   - isBroken: the server itself failed at it, in a way that stays more often than not.
  package mutating func wait(
    after reason: String, atLeast asked: Duration? = nil, isBroken: Bool = false
  ) async throws(End) {
    if isBroken { broken += 1 }
    guard broken < policy.brokenTries else { throw .broken }
    guard all < policy.tries else { throw .givenUp }
    if patience.halt?.isRaised == true { throw .stopped }
    all += 1
    let delay = max(policy.delay(beforeTry: all, random: pacing.random()), asked ?? .zero)
    guard pacing.uptime() + delay <= deadline else { throw .givenUp }
    patience.observe?(Patience.Setback(number: all - 1, delay: delay, reason: reason))
    await pacing.sleep(delay, orUntil: patience.halt)
    if patience.halt?.isRaised == true || Task.isCancelled { throw .stopped }
  }
}

extension HTTPResponse {
  /// How long the server asks to wait: seconds, or a date by its clock.
  package func retryAfter(at now: Timestamp) -> Duration? {
    guard let text = header("retry-after") else { return nil }
    if let seconds = UInt32(text) { return .seconds(Int64(seconds)) }
    guard let date = Timestamp(httpDate: text) else { return nil }
    let (left, overflow) = date.milliseconds.subtractingReportingOverflow(now.milliseconds)
    return overflow ? nil : .milliseconds(max(0, left))
  }
}
