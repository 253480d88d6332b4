package import Diagnostics
internal import Document
internal import TaskDefinitions

/// What is asked of the server before the first task is sent: who we are there, what we may do, and what time it is.
package struct Preflight: Sendable {
  /// What may be sent.
  package let items: [SubmissionItem]
  package let leftOut: [ScopeReview.LeftOut]
  /// Tasks that are left out, and a clock that is off.
  package let warnings: [Diagnostic]

  /// - Throws: all missing scopes together, with exit code 77; all times that the queue would not take, with 78; or why
  ///   the server could not be asked.
  package init(
    _ items: [SubmissionItem], client: Client, patience: Patience = Patience()
  ) async throws {
    let review = try ScopeReview(items, having: try await Self.scopes(client, patience))
    if let failure = review.failure { throw failure }
    try await DateReview(review.kept, at: client.clock.now).check(client, patience)
    self.items = review.kept
    leftOut = review.leftOut
    warnings = review.warnings + [Self.clockWarning(client.clock.skew)].compactMap { $0 }
  }

  private static func scopes(_ client: Client, _ patience: Patience) async throws(Failure) -> ScopeSet {
    do throws(CallError) {
      return try await client.auth.currentScopes(patience: patience)
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within("auth.currentScopes")])
    }
  }

  /// Half of what the queue allows between `created` and its own clock, in milliseconds.
  private static let alarmingSkew = DateRule.allowedDrift / 2

  static func clockWarning(_ skew: Int64) -> Diagnostic? {
    guard skew.magnitude >= UInt64(alarmingSkew) else { return nil }
    let minutes = skew.magnitude / 60_000
    return Diagnostic(
      .warning, id: "clock-skew",
      "this machine's clock is \(minutes) minutes \(skew > 0 ? "behind" : "ahead of") the server's",
      help: "set it; `created` of each task is in the server's time meanwhile")
  }
}
