import Document
import TaskDefinitions
package import TaskGraph

/// The bodies of createTask: one object, task id → body.
package enum QueueJSON {
  package static func bytes(of set: GraphSet) -> [UInt8] {
    let tasks = MergedTasks(set).byID
    return JSONWriter.document(reserving: TaskgraphJSON.roughSize(tasks)) { writer in
      writer.openObject()
      for task in tasks { writer.write(task.id.text, task.definition) }
      writer.closeObject()
    }
  }
}
