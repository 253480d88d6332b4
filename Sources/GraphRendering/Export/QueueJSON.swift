import Document
import TaskDefinitions
package import TaskGraph

/// The bodies of createTask: one object, task id → body.
package enum QueueJSON {
  package static func bytes(of set: GraphSet) -> [UInt8] { bodies(of: set).bytes }

  /// The same, piece by piece.
  package static func write(_ set: GraphSet, to take: (ArraySlice<UInt8>) throws -> Void) rethrows {
    try bodies(of: set).write(to: take)
  }

  private static func bodies(of set: GraphSet) -> LargeObject<GraphTask> {
    LargeObject(MergedTasks(set).byID) { writer, task in writer.write(task.id.text, task.definition) }
  }
}
