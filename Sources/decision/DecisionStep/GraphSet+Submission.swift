import Document
import GraphRendering
import TaskDefinitions
import TaskGraph
import TaskclusterClient

extension GraphSet {
  /// The tasks as the client wants them, each once: it knows no graph, and no environments.
  var submissionItems: [SubmissionItem] {
    MergedTasks(self).tasks.map { task in
      SubmissionItem(
        label: task.label, taskID: task.id, definition: TaskDefinition(task.definition.object ?? [:]),
        hasOptionalScopes: task.hasOptionalScopes)
    }
  }

  /// What is published is what is sent: without the tasks that a scope is missing for.
  func leavingOut(_ tasks: [ScopeReview.LeftOut]) -> GraphSet {
    guard !tasks.isEmpty else { return self }
    var reasons: [String: String] = [:]
    for task in tasks {
      switch task.reason {
      case .scopes(let scopes): reasons[task.label] = "the scope \(scopes.joined(separator: ", ")) is missing"
      case .dependency(let label): reasons[task.label] = "it waits for \(label), which is left out"
      }
    }
    return leavingOut { reasons[$0.label].map { Reason($0) } }
  }
}
