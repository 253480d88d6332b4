/// What stands around the words of a line: bullets and numbers of a list, quotes, brackets, a full stop. It tells somebody who
/// dresses an instruction from somebody who speaks of one.
struct Dress {
  /// The line without all that.
  let bare: Substring
  /// What was left out before it.
  let opening: Substring
  private let line: Substring

  /// - Parameter line: without surrounding white space.
  init(_ line: Substring) {
    self.line = line
    var bare = line.trimmed(\.isDecoration)
    let digits = bare.trimmedStart(\.isDigit)
    let isNumbered = digits.unicodeScalars.first.map { $0 == "." || $0 == ")" } ?? false
    if digits.utf8.count < bare.utf8.count, isNumbered { bare = digits.trimmedStart(\.isDecoration) }
    self.bare = bare
    opening = line[..<bare.startIndex]
  }

  var isNone: Bool { bare.utf8.count == line.utf8.count }

  /// An item of a list: `- x`, `* x`, `1. x`.
  var isItem: Bool { opening.unicodeScalars.last?.isBlank ?? false }

  /// An option of some command: `--include x`.
  var isOption: Bool { opening == "--" && !bare.isEmpty }

  /// A row of a table.
  var isRow: Bool { opening.unicodeScalars.first == "|" }

  /// A question, which asks and does not instruct.
  var isQuestion: Bool { line.unicodeScalars.last == "?" }

  /// The piece that quotes or marks of emphasis at the beginning enclose, where more follows: `` `no-ci` is respected ``.
  var quoted: (piece: Substring, rest: Substring)? {
    guard let mark = opening.unicodeScalars.last(where: { !$0.isBlank }), let close = Self.closing[mark] else {
      return nil
    }
    guard let cut = bare.cut({ $0 == close }) else { return nil }
    let rest = cut.after.trimmedStart { $0.isBlank || $0 == close }
    return rest.isEmpty ? nil : (cut.before.trimmed, rest)
  }

  private static let closing: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "*": "*", "_": "_",
  ]
}
