package import Diagnostics
internal import TaskDefinitions

extension ScopeReview {
  /// All that is missing, each with the tasks that need it; nil if nothing is. Routes come by the hundred, and are granted
  /// by what they have in common.
  package var failure: Failure? {
    guard !missing.isEmpty else { return nil }
    let routes = Dictionary(grouping: missing.filter { Self.family(of: $0.scope) != nil }) {
      Self.family(of: $0.scope) ?? ""
    }.filter { $0.value.count > 1 }
    let grouped = routes.keys.sorted().map { Self.diagnostic(routes[$0] ?? []) }
    let others = missing.filter { Self.family(of: $0.scope).map { routes[$0] == nil } ?? true }
    return Failure(.missingScopes, others.map(Self.diagnostic) + grouped)
  }

  private static func diagnostic(_ scope: MissingScope) -> Diagnostic {
    var notes = [Diagnostic.Note("needed by \(scope.tasks.listed)")]
    if !scope.alternatives.isEmpty {
      notes.append(Diagnostic.Note("or instead: \(scope.alternatives.joined(separator: ", "))"))
    }
    return Diagnostic(
      id: "missing-scope", "the credentials must have the scope \(scope.scope)", help: help, notes: notes)
  }

  /// Of routes of one family, each in a note of its own.
  private static func diagnostic(_ routes: [MissingScope]) -> Diagnostic {
    Diagnostic(
      id: "missing-scope", "the credentials must have the scopes of \(routes.count) routes: \(pattern(of: routes))",
      help: help, notes: routes.map { Diagnostic.Note("\($0.scope), needed by \($0.tasks.listed)") })
  }

  private static let help = "grant it to the role of this repository's branch"

  /// `queue:route:index.project.relops` of a route into the index: what is granted together begins alike.
  private static func family(of scope: String) -> String? {
    guard scope.hasPrefix("queue:route:index.") else { return nil }
    return scope.split(separator: ".").prefix(3).joined(separator: ".")
  }

  /// What all of them satisfy: the words that they begin with, and a star.
  private static func pattern(of routes: [MissingScope]) -> String {
    let words = routes.map { $0.scope.split(separator: ".") }
    var common = words[0].dropLast()
    for other in words { common = common.prefix(zip(common, other).prefix { $0 == $1 }.count) }
    return common.joined(separator: ".") + ".*"
  }
}
