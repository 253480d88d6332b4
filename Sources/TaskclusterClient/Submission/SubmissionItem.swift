package import TaskDefinitions

/// A task to be created: what the client knows of a graph's node.
///
/// What it waits for stands in its definition: those of its `dependencies` that are ids of the same submission are
/// created first; any other is the server's business.
package struct SubmissionItem: Sendable {
  package let label: String
  package let taskID: TaskID
  /// The body of `createTask`. Its `created` is written anew when it is sent, in the server's time; its other times stay.
  package let definition: TaskDefinition
  /// Where scopes for it are missing, it is left out rather than stopping all.
  package let hasOptionalScopes: Bool

  package init(label: String, taskID: TaskID, definition: TaskDefinition, hasOptionalScopes: Bool = false) {
    self.label = label
    self.taskID = taskID
    self.definition = definition
    self.hasOptionalScopes = hasOptionalScopes
  }
}
