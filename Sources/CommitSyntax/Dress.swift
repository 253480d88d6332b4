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
    if let behind = Self.behindNumber(bare) ?? Self.behindBox(bare, line) { bare = behind }
    self.bare = bare
    opening = line[..<bare.startIndex]
  }

  /// `1. x`, `a) x`: what stands behind the number.
  private static func behindNumber(_ text: Substring) -> Substring? {
    let digits = text.trimmedStart(\.isDigit)
    let isNumber = digits.startIndex > text.startIndex
    let rest = isNumber ? digits : text.dropFirstScalar
    guard let mark = rest.unicodeScalars.first, mark == ")" || mark == "." && isNumber else { return nil }
    return rest.trimmedStart(\.isDecoration)
  }

  /// `- [x] x`: what stands behind the box.
  private static func behindBox(_ text: Substring, _ line: Substring) -> Substring? {
    guard line[..<text.startIndex].unicodeScalars.last == "[", text.unicodeScalars.first?.isWord ?? false else {
      return nil
    }
    let rest = text.dropFirstScalar
    return rest.unicodeScalars.first == "]" ? rest.trimmedStart(\.isDecoration) : nil
  }

  /// Whether what stands before the line says nothing. `!` and `~` may mean the opposite of it, and so may a hyphen at a verb,
  /// with which a removed line begins.
  var isPlain: Bool {
    if opening.unicodeScalars.contains(where: { "!~^¬\\@$%&?/".unicodeScalars.contains($0) }) { return false }
    return opening != "-" || !Filter.Mode.allCases.contains { bare.prefix(7).lowercased() == $0.rawValue }
  }

  /// Whether what stands behind a list of values says nothing: with a `*`, dots or a hyphen it may go on.
  var isListPlain: Bool {
    let closing = line[bare.endIndex...]
    return !closing.contains("..")
      && closing.unicodeScalars.allSatisfy {
        $0.isQuote || $0.isBlank || ")]}>.:,;!".unicodeScalars.contains($0)
          || ($0 == "*" || $0 == "_") && opening.unicodeScalars.contains($0)
      }
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

extension Substring {
  fileprivate var dropFirstScalar: Substring { isEmpty ? self : self[unicodeScalars.index(after: startIndex)...] }
}
