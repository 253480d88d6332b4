internal import Document
package import TaskDefinitions

/// Who asks, and what they may do.
package struct Caller: Sendable {
  package let clientID: String
  package let scopes: ScopeSet
  /// Why the caller could not be told, if so: every call that needs a scope is then refused.
  package let failure: String?

  package init(clientID: String, scopes: ScopeSet, failure: String? = nil) {
    self.clientID = clientID
    self.scopes = scopes
    self.failure = failure
  }

  static func unknown(_ reason: String) -> Caller {
    Caller(clientID: "auth-failed:auth-failed", scopes: ScopeSet([]), failure: reason)
  }

  /// The error that meets a caller who was not recognised, or who lacks a scope; nil if all is well.
  func refusal(for required: RequiredScopes) -> APIError? {
    if let failure { return APIError(.authenticationFailed, failure) }
    if scopes.satisfies(required) { return nil }
    let needed = ScopeExpression(required)
    let missing = needed.without(scopes) ?? needed
    return APIError(
      .insufficientScopes,
      """
      Client ID \(clientID) does not have sufficient scopes and is missing the following scopes:

      ```
      \(missing.text)
      ```

      This request requires the client to satisfy the following scope expression:

      ```
      \(needed.text)
      ```
      """)
  }

  func refusal(for scope: String) -> APIError? { refusal(for: RequiredScopes(all: [scope])) }
}

/// A scope expression as the API shows it: `{"AllOf": ["a", {"AnyOf": ["b", "c"]}]}`.
indirect enum ScopeExpression {
  case scope(String)
  case allOf([ScopeExpression])
  case anyOf([ScopeExpression])

  init(_ required: RequiredScopes) {
    let parts = required.all.map(ScopeExpression.scope) + required.anyOf.map { .anyOf($0.map(ScopeExpression.scope)) }
    self = parts.count == 1 ? parts[0] : .allOf(parts)
  }

  /// What is left to ask for when some scopes are there; nil if nothing is.
  func without(_ scopes: ScopeSet) -> ScopeExpression? {
    switch self {
    case .scope(let scope): return scopes.satisfies(scope) ? nil : self
    case .allOf(let parts):
      let left = parts.compactMap { $0.without(scopes) }
      return left.isEmpty ? nil : left.count == 1 ? left[0] : .allOf(left)
    case .anyOf(let parts):
      let left = parts.compactMap { $0.without(scopes) }
      if left.count < parts.count { return nil }
      return left.count == 1 ? left[0] : .anyOf(left)
    }
  }

  var text: String {
    if case .scope(let scope) = self { scope } else { json.text(.pretty) }
  }

  private var json: JSON {
    switch self {
    case .scope(let scope): .string(scope)
    case .allOf(let parts): ["AllOf": .array(parts.map(\.json))]
    case .anyOf(let parts): ["AnyOf": .array(parts.map(\.json))]
    }
  }
}
