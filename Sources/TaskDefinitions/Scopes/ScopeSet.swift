internal import Document

/// The scopes that somebody has. One that ends in `*` stands for all scopes that begin with what comes before.
package struct ScopeSet: Sendable, Equatable {
  /// As they were given, sorted, without those that others imply.
  package let scopes: [String]

  private let exact: Set<String>
  /// What comes before the `*`, in byte order; none begins with another.
  private let prefixes: [String]

  package init(_ scopes: some Sequence<String>) {
    var prefixes: [String] = []
    let patterns = scopes.filter { $0.utf8.last == UInt8(ascii: "*") }.map { String($0.dropLast()) }
    for prefix in patterns.sorted(by: { $0.precedesInBytes($1) }) {
      // Sorted, so whatever implies this one is the last that was kept.
      if let last = prefixes.last, prefix.beginsInBytes(with: last) { continue }
      prefixes.append(prefix)
    }
    let patternsAlone = prefixes
    let exact = Set(
      scopes.filter { $0.utf8.last != UInt8(ascii: "*") && !Self.isCovered($0, by: patternsAlone) })
    self.prefixes = prefixes
    self.exact = exact
    self.scopes = (exact + prefixes.map { $0 + "*" }).sorted { $0.precedesInBytes($1) }
  }

  /// Everything.
  package static let all = ScopeSet(["*"])

  /// Whether the scope, itself perhaps a pattern, is among what these stand for.
  package func satisfies(_ scope: String) -> Bool { exact.contains(scope) || Self.isCovered(scope, by: prefixes) }

  package func satisfies(_ required: RequiredScopes) -> Bool {
    required.all.allSatisfy { satisfies($0) } && required.anyOf.allSatisfy { $0.contains { satisfies($0) } }
  }

  /// Of prefixes none of which begins with another, the one that a scope begins with is the last that does not come after
  /// it: a binary search finds it.
  private static func isCovered(_ scope: String, by prefixes: [String]) -> Bool {
    var (low, high) = (0, prefixes.count)
    while low < high {
      let middle = (low + high) / 2
      if scope.precedesInBytes(prefixes[middle]) { high = middle } else { low = middle + 1 }
    }
    return low > 0 && scope.beginsInBytes(with: prefixes[low - 1])
  }
}
