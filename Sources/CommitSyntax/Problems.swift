import Diagnostics

/// The diagnostics of one message. After a hundred errors no more are looked for: nobody reads them, and a message of ten
/// megabytes must not make a report of a hundred. Of warnings and notes the first hundred are kept, and errors are looked for
/// all the same: a flood of remarks must neither hide one nor become one.
struct Problems {
  static let limit = 100

  private(set) var diagnostics: [Diagnostic] = []
  private var errors = 0
  private var remarks = 0

  /// Whether an error that is added now is dropped.
  var isFull: Bool { errors >= Self.limit }

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error {
      errors += 1
      if errors <= Self.limit { diagnostics.append(diagnostic) }
    } else {
      remarks += 1
      if remarks <= Self.limit { diagnostics.append(diagnostic) }
    }
  }

  /// All of them in the order of the text; errors as warnings if the message stops everything anyway.
  func finished(downgraded: Bool) -> [Diagnostic] {
    var all = diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.place?.range.lowerBound ?? 0, b.element.place?.range.lowerBound ?? 0)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
    if isFull || remarks > Self.limit {
      all.append(
        Diagnostic(
          isFull ? .error : .warning, id: "too-many-problems",
          "no more than \(Self.limit) problems of a message are looked for",
          help: isFull ? "correct these first" : nil))
    }
    guard downgraded else { return all }
    return all.map { $0.severity == .error ? $0.with(severity: .warning) : $0 }
  }
}
