package import Diagnostics
internal import Document
package import TaskDefinitions

/// Why a task could not be created.
package enum SubmissionFailure: Error, Sendable, Equatable {
  case call(CallError)
  /// The id is taken by another definition, and this is where they differ.
  case conflict([TaskDefinition.Difference])
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
  /// Characters of a value that are shown.
  private static let shownValue = 200

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
        Diagnostic.Note(
          "\(ServerText($0.path.description).line): ours \(Self.text($0.ours)), there \(Self.text($0.theirs))")
      }
      if differences.count > Self.shownDifferences {
        notes.append(Diagnostic.Note("and \(differences.count - Self.shownDifferences) more"))
      }
      return Diagnostic(
        id: "task-differs", "a task that was created by an earlier run must be the same as in this one",
        help: "the earlier run saw another commit, message or configuration; start a new decision task", notes: notes)
    }
  }

  private static func text(_ value: JSON?) -> String {
    guard let value else { return "nothing" }
    let text = ServerText(value.text()).line
    return text.count > shownValue ? text.prefix(shownValue) + "…" : text
  }
}
