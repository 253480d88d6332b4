package import CommitSyntax
package import Document

/// The switches of a message, as templates see them: every one is there, in camel case.
package struct Flags: Sendable, Equatable {
  package let set: Set<Switch>

  package init(_ set: Set<Switch>) { self.set = set }

  package func contains(_ flag: Switch) -> Bool { set.contains(flag) }

  package var json: JSON {
    .object(
      JSONObject(
        Switch.allCases.map { JSONObject.Member(key: Self.camelCase($0.rawValue), value: .bool(set.contains($0))) }))
  }

  /// `pool-deploy` → `poolDeploy`
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "-")
    return (words.prefix(1).map(String.init) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() })
      .joined()
  }
}
