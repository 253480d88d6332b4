/// How often a call is sent again, and how long is waited in between.
package struct RetryPolicy: Sendable {
  /// Tries of one call in all, the first one included.
  package var tries: Int
  /// Tries of a call that the server itself fails at: it says that it has a bug, or its answer makes no sense. More
  /// tries rarely help.
  package var brokenTries: Int
  /// Before the second try; doubled before each further one.
  package var firstDelay: Duration
  package var longestDelay: Duration
  /// The part of a delay by which it is made longer or shorter by chance, so that fifty calls do not come back as one.
  package var jitter: Double
  /// Time for one call with all its tries, where the caller does not say.
  package var total: Duration

  /// What the official clients do: five times more, 100 ms × 2ⁿ ± 25 %, 30 s at most. Source: the clients for
  /// JavaScript, Python and Rust.
  package static let lookup = RetryPolicy(
    tries: 6, brokenTries: 6, firstDelay: .milliseconds(100), longestDelay: .seconds(30), jitter: 0.25,
    total: .seconds(5 * 60))

  /// For a graph half way in, which nobody can leave so: on until the time of all is over.
  package static let submission = RetryPolicy(
    tries: .max, brokenTries: 6, firstDelay: .milliseconds(100), longestDelay: .seconds(30), jitter: 0.25,
    total: .seconds(15 * 60))

  /// For somebody who looks at a screen, and can ask again.
  package static let glance = RetryPolicy(
    tries: 3, brokenTries: 2, firstDelay: .milliseconds(100), longestDelay: .seconds(1), jitter: 0.25,
    total: .seconds(10))

  /// How long to wait before a try; the first is number 1, and is not waited for.
  package func delay(beforeTry number: Int, random: UInt64) -> Duration {
    let doublings = max(0, min(number - 2, 20))
    let delay = min(firstDelay * (1 << doublings), longestDelay)
    let chance = Double(random >> 11) / Double(1 << 53)
    return min(delay * (1 + jitter * (2 * chance - 1)), longestDelay)
  }
}

/// How long the caller waits for a call with all its tries.
package struct Patience: Sendable {
  /// The moment when it ends, by `Pacing.uptime`; nil leaves it to the policy.
  package var until: Duration?
  /// Once raised, what is on its way is waited for, and nothing is sent again.
  package var halt: StopSignal?
  /// Told before each wait.
  package var observe: (@Sendable (Setback) -> Void)?

  package init(
    until: Duration? = nil, halt: StopSignal? = nil, observe: (@Sendable (Setback) -> Void)? = nil
  ) {
    self.until = until
    self.halt = halt
    self.observe = observe
  }

  /// A try that failed and what is done about it.
  package struct Setback: Sendable {
    /// From 1.
    package let number: Int
    package let delay: Duration
    package let reason: String

    package init(number: Int, delay: Duration, reason: String) {
      self.number = number
      self.delay = delay
      self.reason = reason
    }
  }
}
