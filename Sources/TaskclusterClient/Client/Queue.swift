internal import Document
package import TaskDefinitions

/// The queue's methods that a decision needs. Source: references/queue/v1/api.json.
package struct Queue: Sendable {
  package let client: Client

  /// Creates a task, whose body is sent as it is with every try. Returns when the server says that the task is there:
  /// a repeat of what is there already is no error.
  package func createTask(
    _ id: TaskID, body: [UInt8], patience: Patience = Patience()
  ) async throws(CallError) {
    let call = Call(.put, .queue, [.word("task"), .argument(id.text)], body: body)
    _ = try await client.object(call, patience) { $0["status"]?["taskId"]?.string == id.text }
  }

  /// The definition of a task; nil if there is none.
  package func task(_ id: TaskID, patience: Patience = Patience()) async throws(CallError) -> TaskDefinition? {
    let call = Call(.get, .queue, [.word("task"), .argument(id.text)])
    return try await client.objectIfFound(call, patience) {
      let task = TaskDefinition($0)
      return task.created != nil && task.deadline != nil && $0["payload"]?.object != nil
        && $0["metadata"]?.object != nil
    }.map(TaskDefinition.init)
  }
}
