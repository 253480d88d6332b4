package import Diagnostics
internal import Document
package import TaskDefinitions

/// The scopes of all tasks, looked at before the first one is sent.
package struct ScopeReview: Sendable {
  /// The tasks that remain, in the order in which they were given.
  package let kept: [SubmissionItem]
  /// What the remaining tasks need and we lack. Empty, or nothing may be sent.
  package let missing: [MissingScope]
  package let leftOut: [LeftOut]

  package struct LeftOut: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
      /// Scopes that are missing, in byte order.
      case scopes([String])
      /// A task it waits for is left out: its label.
      case dependency(String)
    }

    package let label: String
    package let reason: Reason
  }

  /// - Throws: a bug of ours if the tasks are no graph.
  package init(_ items: [SubmissionItem], having scopes: ScopeSet) throws(Failure) {
    let order = try SubmissionOrder(items)
    var reasons: [Int: LeftOut.Reason] = [:]
    let optional = items.indices.filter { items[$0].hasOptionalScopes }
    var lacking: [String: [String]] = [:]
    for scope in MissingScope.all(for: optional.map { (items[$0].label, items[$0].definition) }, having: scopes) {
      for label in scope.tasks { lacking[label, default: []].append(scope.scope) }
    }
    for place in order.order {
      if let scopes = lacking[items[place].label] {
        reasons[place] = .scopes(scopes)
      } else if let dependency = order.dependencies[place].first(where: { reasons[$0] != nil }) {
        reasons[place] = .dependency(items[dependency].label)
      }
    }
    let kept = items.indices.filter { reasons[$0] == nil }.map { items[$0] }
    self.kept = kept
    leftOut = items.indices.compactMap { place in
      reasons[place].map { LeftOut(label: items[place].label, reason: $0) }
    }
    missing = MissingScope.all(for: kept.lazy.map { ($0.label, $0.definition) }, having: scopes)
  }

  /// What is left out, one warning for each scope and one for what waits for those tasks.
  package var warnings: [Diagnostic] {
    var byScope: [String: [String]] = [:]
    var waiting: [String] = []
    for item in leftOut {
      switch item.reason {
      case .scopes(let scopes): for scope in scopes { byScope[scope, default: []].append(item.label) }
      case .dependency(let label): waiting.append("\(item.label) (waits for \(label))")
      }
    }
    var warnings = byScope.keys.sorted { $0.precedesInBytes($1) }.map { scope in
      Diagnostic(
        .warning, id: "optional-scope", "tasks are left out because the credentials lack the scope \(scope)",
        notes: [Diagnostic.Note("left out: \((byScope[scope] ?? []).listed)")])
    }
    if !waiting.isEmpty {
      warnings.append(
        Diagnostic(
          .warning, id: "waits-for-left-out", "a task is left out with the one it waits for",
          notes: [Diagnostic.Note("left out: \(waiting.listed)")]))
    }
    return warnings
  }
}
