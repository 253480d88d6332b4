internal import Document
package import TaskDefinitions

/// Source: references/auth/v1/api.json.
package struct Auth: Sendable {
  package let client: Client

  /// What we may do, roles worked out.
  package func currentScopes(patience: Patience = Patience()) async throws(CallError) -> ScopeSet {
    let call = Call(.get, .auth, [.word("scopes"), .word("current")])
    let object = try await client.object(call, patience) {
      $0["scopes"]?.array?.allSatisfy { $0.string != nil } ?? false
    }
    return ScopeSet((object["scopes"]?.array ?? []).compactMap(\.string))
  }
}
