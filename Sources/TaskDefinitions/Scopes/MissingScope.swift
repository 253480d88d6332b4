internal import Document

/// A scope that somebody lacks, and the tasks that need it.
package struct MissingScope: Sendable, Equatable {
  /// The scope to ask for.
  package let scope: String
  /// What would do as well: the same right at a higher priority.
  package let alternatives: [String]
  /// The labels of the tasks that need it, in the order in which they were given.
  package let tasks: [String]

  /// One table for all tasks: each scope that `scopes` do not satisfy, in byte order, with those that need it.
  package static func all(
    for tasks: some Sequence<(label: String, definition: TaskDefinition)>, having scopes: ScopeSet
  ) -> [MissingScope] {
    var alternatives: [String: [String]] = [:]
    var needed: [String: [String]] = [:]
    func note(_ scope: String, _ others: [String], _ label: String) {
      if needed[scope]?.last != label { needed[scope, default: []].append(label) }
      alternatives[scope] = others
    }
    for (label, definition) in tasks {
      let required = RequiredScopes(of: definition)
      for scope in required.all where !scopes.satisfies(scope) { note(scope, [], label) }
      for choice in required.anyOf where !choice.contains(where: scopes.satisfies) {
        if let scope = choice.first { note(scope, Array(choice.dropFirst()), label) }
      }
    }
    return needed.keys.sorted { $0.precedesInBytes($1) }.map {
      MissingScope(scope: $0, alternatives: alternatives[$0] ?? [], tasks: needed[$0] ?? [])
    }
  }
}
