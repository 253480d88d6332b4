package import Document
package import TaskDefinitions

/// Source: references/index/v1/api.json.
package struct Index: Sendable {
  package let client: Client

  package struct Entry: Sendable {
    package let taskID: TaskID
    package let rank: Double
    package let data: JSON
    package let expires: Timestamp?
  }

  /// The task that holds a namespace, without the `index.` of its route; nil if none does.
  package func findTask(_ namespace: String, patience: Patience = Patience()) async throws(CallError) -> Entry? {
    let call = Call(.get, .index, [.word("task"), .argument(namespace)])
    let object = try await client.objectIfFound(call, patience) { $0["taskId"]?.string.flatMap(TaskID.init) != nil }
    guard let object, let id = object["taskId"]?.string.flatMap(TaskID.init) else { return nil }
    return Entry(
      taskID: id, rank: object["rank"]?.number ?? 0, data: object["data"] ?? [:],
      expires: object["expires"]?.string.flatMap { Timestamp(iso: $0) })
  }
}
