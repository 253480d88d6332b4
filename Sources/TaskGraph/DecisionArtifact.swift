/// What a decision task publishes of its own, beside the files of the kinds: none of those may have one of these names. The raw value is
/// the path below the artifacts' folder.
package enum DecisionArtifact: String, Sendable, CaseIterable {
  case taskGraph = "task-graph.json"
  case fullTaskGraph = "full-task-graph.json"
  case labelToTaskID = "label-to-taskid.json"
  case targetTasks = "target-tasks.json"
  case parameters = "parameters.yml"
  case preview = "preview.html"
  case diagnostics = "diagnostics.json"
  case submission = "submission.json"
}
