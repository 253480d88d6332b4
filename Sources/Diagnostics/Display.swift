/// How text that anybody may have written is shown on a terminal: what would move the cursor, hide or reorder text is
/// shown as an escape, and everything has a known width.
package enum Display {
  /// One code point as it is shown, with its width in cells.
  struct Glyph {
    var text: String
    var width: Int
  }

  static let tabWidth = 4

  static func glyph(_ scalar: Unicode.Scalar) -> Glyph {
    if scalar.value >= 0x20, scalar.value < 0x7F { return Glyph(text: String(scalar), width: 1) }
    if scalar == "\t" { return Glyph(text: String(repeating: " ", count: tabWidth), width: tabWidth) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      let escape = "\\u{" + String(scalar.value, radix: 16) + "}"
      return Glyph(text: escape, width: escape.utf8.count)
    case .nonspacingMark, .enclosingMark: return Glyph(text: String(scalar), width: 0)
    default: return Glyph(text: String(scalar), width: isWide(scalar) ? 2 : 1)
    }
  }

  /// Text for a line of its own: escaped, and cut after `limit` code points.
  package static func line(_ text: some StringProtocol, limit: Int = 500) -> String {
    var shown = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
      guard count < limit else { return shown + "…" }
      shown += glyph(scalar).text
    }
    return shown
  }

  /// The cells that a terminal takes for text that `line` made.
  package static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + glyph($1).width }
  }

  /// Text that `line` made, cut to so many cells.
  package static func fitted(_ text: String, width: Int) -> String {
    guard self.width(text) > width else { return text }
    var fitted = ""
    var used = 1
    for character in text {
      used += self.width(String(character))
      guard used <= width else { break }
      fitted.append(character)
    }
    return fitted + "…"
  }

  /// A word that a person wrote, in quotes, as it stands in a message: cut after `limit` code points.
  package static func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
    "'" + line(text, limit: limit) + "'"
  }

  /// Blocks that a terminal shows in two cells. Source: EastAsianWidth.txt, W and F, by block.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF,
      0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
