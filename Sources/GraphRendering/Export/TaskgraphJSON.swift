import Document
import TaskDefinitions
package import TaskGraph

/// The files of a decision task in the shapes of Mozilla's taskgraph, so that its tools read them. Source: taskgraph 24.5's
/// `TaskGraph.from_json` and `write_artifact`. Keys are sorted, the indentation is 2, a line feed ends the file.
///
/// All environments are in one file. A label that is in several of them stands for one task: ids are made of labels.
package enum TaskgraphJSON {
  /// What `export --format taskgraph` writes: `full-task-graph.json`, piece by piece.
  package static func write(_ set: GraphSet, to take: (ArraySlice<UInt8>) throws -> Void) rethrows {
    try entries(of: set).write(to: take)
  }

  /// `full-task-graph.json`: label → entry, whose dependencies are labels.
  package static func fullTaskGraph(of set: GraphSet) -> [UInt8] { entries(of: set).bytes }

  private static func entries(of set: GraphSet) -> LargeObject<GraphTask> {
    LargeObject(MergedTasks(set).tasks) { writer, task in
      writer.key(task.label)
      writer.writeEntry(task) { $0.label }
    }
  }

  /// `task-graph.json`: task id → entry, whose dependencies are task ids.
  package static func taskGraph(of set: GraphSet) -> [UInt8] {
    LargeObject(MergedTasks(set).byID) { writer, task in
      writer.key(task.id.text)
      writer.writeEntry(task) { $0.id.text }
    }.bytes
  }

  /// `label-to-taskid.json`
  package static func labelToTaskID(of set: GraphSet) -> [UInt8] {
    JSONWriter.document { writer in
      writer.openObject()
      for task in MergedTasks(set).tasks { writer.write(task.label, task.id.text) }
      writer.closeObject()
    }
  }

  /// `target-tasks.json`: the labels. There is no other phase: what is in the graph is what was asked for.
  package static func targetTasks(of set: GraphSet) -> [UInt8] {
    JSONWriter.document { writer in writer.write(JSON(MergedTasks(set).tasks.map(\.label))) }
  }

  /// A buffer that grows has two copies of itself for a moment: in a large graph that is what takes the memory.
  static func roughSize(_ tasks: [GraphTask]) -> Int { tasks.count * 2048 + 4096 }
}

extension JSONWriter {
  /// An object, label → entry as in `full-task-graph.json`. The tasks are in the order of their labels.
  mutating func writeEntries(_ tasks: [GraphTask]) {
    openObject()
    for task in tasks {
      key(task.label)
      writeEntry(task, naming: \.label)
    }
    closeObject()
  }

  /// One entry. Members are written in the order of their names.
  mutating func writeEntry(_ task: GraphTask, naming name: (GraphTask.Need) -> String) {
    openObject()
    write("attributes", .object(task.attributes))
    let edges = task.edges.map { JSONObject.Member(key: $0.name, value: .string(name($0.need))) }
    write("dependencies", .object(JSONObject(edges)))
    write("description", task.summary ?? "")
    write("if_dependencies", [])
    write("kind", task.kind)
    write("label", task.label)
    write("optimization", .null)
    write("soft_dependencies", [])
    write("task", task.definition)
    write("task_id", task.id.text)
    closeObject()
  }
}
