import Diagnostics
import Document
import GraphRendering
import TaskGraph

/// What a decision task publishes, before the first request that creates something. Source of the first five: taskgraph.
struct DecisionArtifacts {
  let graphs: GraphSet
  let inputs: Pipeline.Inputs

  var files: [(name: String, bytes: [UInt8])] {
    [
      ("task-graph.json", TaskgraphJSON.taskGraph(of: graphs)),
      ("full-task-graph.json", TaskgraphJSON.fullTaskGraph(of: graphs)),
      ("label-to-taskid.json", TaskgraphJSON.labelToTaskID(of: graphs)),
      ("target-tasks.json", TaskgraphJSON.targetTasks(of: graphs)),
      ("parameters.yml", TaskgraphJSON.parameters(of: graphs, inputs: inputs)),
      ("preview.html", HTMLPage().bytes(of: graphs)),
      ("diagnostics.json", JSON(graphs.diagnostics).bytes(.pretty) + [UInt8(ascii: "\n")]),
    ] + graphs.files.map { ($0.name, $0.bytes) }
  }
}
