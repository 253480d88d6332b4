package import Document

/// Source: references/secrets/v1/api.json.
package struct Secrets: Sendable {
  package let client: Client

  /// What a secret holds; nil if there is none of that name.
  package func get(_ name: String, patience: Patience = Patience()) async throws(CallError) -> Secret<JSON>? {
    let call = Call(.get, .secrets, [.word("secret"), .argument(name)])
    let object = try await client.objectIfFound(call, patience) { $0["secret"]?.object != nil }
    return object.map { Secret($0["secret"] ?? .null) }
  }
}
