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
    return try await Self.found { () throws(CallError) in try await client.object(call, patience) }
      .map(TaskDefinition.init)
  }

  /// Nil in place of the API's word for what is not there. Any other 404 is one of a server that is no queue.
  static func found<Value>(
    _ call: () async throws(CallError) -> Value
  ) async throws(CallError) -> Value? {
    do throws(CallError) {
      return try await call()
    } catch .refused(let error) where error.status == 404 && error.code == "ResourceNotFound" {
      return nil
    }
  }
}
