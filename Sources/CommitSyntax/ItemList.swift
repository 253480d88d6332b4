/// A list as people write it when they do not think of commas: words that white space, commas, semicolons, `and` or the
/// like separate.
struct ItemList {
  /// The words, at most `limit` of them.
  private(set) var parts: [Substring] = []
  /// Whether there were more.
  private(set) var isCut = false
  /// Whether a dash or an arrow stands between two of them, which may separate them or take the second away.
  private(set) var hasDash = false

  init(_ text: Substring, limit: Int) {
    var (rest, isDashed) = (text, false)
    while true {
      rest = rest.trimmedStart { $0.isItemSeparator }
      guard !rest.isEmpty else { return }
      guard parts.count < limit else {
        isCut = true
        return
      }
      let end = rest.unicodeScalars.firstIndex { $0.isItemSeparator } ?? rest.endIndex
      let part = rest[..<end]
      if part.isConnector {
        isDashed = isDashed || !parts.isEmpty && part.unicodeScalars.contains(where: \.isDash)
      } else {
        parts.append(part)
        hasDash = hasDash || isDashed
      }
      rest = rest[end...]
    }
  }
}

extension Unicode.Scalar {
  /// What separates items, rightly or not. A slash does not: pools have one.
  var isItemSeparator: Bool {
    switch self {
    case ",", ";", "|", "&", "+", "，", "、", "；": true
    default: isBlank
    }
  }

  /// A hyphen or dash of any kind.
  var isDash: Bool { self == "-" || !isASCII && properties.generalCategory == .dashPunctuation || self == "−" }
}

extension Substring {
  /// A word that stands between values and is none.
  var isConnector: Bool {
    switch self {
    case "-", "--", "->", "=>", "=", ":", "–", "—", "*", "•": true
    default: isWord("and") || isWord("or")
    }
  }
}
