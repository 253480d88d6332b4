import Diagnostics

/// The diagnostics of one message. Beyond a hundred they are only counted: a message of ten megabytes must not make a
/// report of a hundred.
struct Problems {
  static let limit = 100

  private(set) var diagnostics: [Diagnostic] = []
  private var omitted = 0

  var isFull: Bool { diagnostics.count >= Self.limit }

  mutating func add(_ diagnostic: @autoclosure () -> Diagnostic) {
    if isFull { omitted += 1 } else { diagnostics.append(diagnostic()) }
  }

  /// All of them in the order of the text; errors as warnings if the message stops everything anyway.
  func finished(downgraded: Bool) -> [Diagnostic] {
    var all = diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.place?.range.lowerBound ?? 0, b.element.place?.range.lowerBound ?? 0)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
    if omitted > 0 { all.append(Diagnostic(id: "too-many-problems", "\(omitted) more problems are not shown")) }
    guard downgraded else { return all }
    return all.map { diagnostic in
      var copy = diagnostic
      if copy.severity == .error { copy.severity = .warning }
      return copy
    }
  }
}
