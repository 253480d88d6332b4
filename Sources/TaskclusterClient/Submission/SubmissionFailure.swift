package import Diagnostics

/// Why a task could not be created.
package enum SubmissionFailure: Error, Sendable, Equatable {
  case call(CallError)
  /// The id is taken by another definition, and this is where they differ.
  case conflict([Discrepancy])
  /// The group takes no new tasks: a newer push to the same pull request has sealed it.
  case superseded(ServerError)

  package var exitCode: ExitCode {
    switch self {
    case .call(let error): error.exitCode
    case .conflict: .message
    case .superseded: .unavailable
    }
  }

  /// Differences that are shown of a conflict.
  private static let shownDifferences = 20

  package var diagnostic: Diagnostic {
    switch self {
    case .call(let error): return error.diagnostic
    case .superseded(let error):
      return Diagnostic(
        id: "superseded", "a sealed group takes no new task",
        help: "a newer push to the same pull request seals the group of the older one: look at that one",
        notes: error.notes)
    case .conflict(let differences):
      var notes = differences.prefix(Self.shownDifferences).map {
        Diagnostic.Note("\($0.path): ours \($0.ours ?? "nothing"), there \($0.theirs ?? "nothing")")
      }
      if differences.count > Self.shownDifferences {
        notes.append(Diagnostic.Note("and \(differences.count - Self.shownDifferences) more"))
      }
      return Diagnostic(
        id: "task-differs", "a task that was created by an earlier run must be the same as in this one",
        help: "the earlier run saw another commit, message or configuration; start a new decision task", notes: notes)
    }
  }
}
