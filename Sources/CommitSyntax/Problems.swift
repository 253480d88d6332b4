import Diagnostics

/// The diagnostics of one message. After a hundred no more are looked for: nobody reads them, and a message of ten
/// megabytes must not make a report of a hundred.
struct Problems {
  static let limit = 100

  private(set) var diagnostics: [Diagnostic] = []

  /// Whether what is added now is dropped.
  var isFull: Bool { diagnostics.count >= Self.limit }

  mutating func add(_ diagnostic: @autoclosure () -> Diagnostic) {
    if !isFull { diagnostics.append(diagnostic()) }
  }

  /// All of them in the order of the text; errors as warnings if the message stops everything anyway.
  func finished(downgraded: Bool) -> [Diagnostic] {
    var all = diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.place?.range.lowerBound ?? 0, b.element.place?.range.lowerBound ?? 0)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
    if isFull {
      all.append(Diagnostic(id: "too-many-problems", "no more than \(Self.limit) problems of a message are looked for"))
    }
    guard downgraded else { return all }
    return all.map { diagnostic in
      var copy = diagnostic
      if copy.severity == .error { copy.severity = .warning }
      return copy
    }
  }
}
