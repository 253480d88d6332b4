/// Finds a part of a scalar's text in the YAML or JSON that it was written as: behind quotes, escapes, folded lines and
/// the indent of a block.
///
/// Both are walked through side by side. That is no parser of scalars: it only has to follow one that a parser has read.
struct ScalarAlignment {
  /// Of each byte of the text, and of its end, the offset in the source. Nil where the two could not be followed.
  private let offsets: [Int]?

  init(_ source: String, _ text: String) {
    offsets = Self.align(Array(source.utf8), Array(text.utf8))
  }

  /// - Returns: offsets in a file in which the scalar begins at `start`.
  func source(of part: Range<Int>, from start: Int) -> Range<Int>? {
    guard let offsets, part.lowerBound >= 0, part.upperBound < offsets.count else { return nil }
    let low = offsets[part.lowerBound]
    // The end of the last byte, not the start of the next: an escape or a line end may lie between.
    let high = part.isEmpty ? low : max(low, offsets[part.upperBound - 1] + 1)
    let exact = offsets[part.upperBound]
    return start + low..<start + (part.isEmpty ? low : min(max(high, low), max(exact, high)))
  }

  private static func align(_ source: [UInt8], _ text: [UInt8]) -> [Int]? {
    var cursor = Cursor(source)
    var offsets: [Int] = []
    offsets.reserveCapacity(text.count + 1)
    for byte in text {
      if let offset = cursor.find(byte) {
        offsets.append(offset)
      } else if cursor.isAtEnd, byte == UInt8(ascii: "\n") {
        // The line end of a block is no part of its range.
        offsets.append(cursor.position)
      } else {
        return nil
      }
    }
    offsets.append(cursor.position)
    return offsets
  }
}

/// Walks over the source of a scalar.
private struct Cursor {
  private enum Style { case plain, single, double, block }

  private let source: [UInt8]
  private let style: Style
  private(set) var position = 0
  /// The bytes that an escape stood for and that were not asked for yet.
  private var pending = 0
  /// How many blanks at the start of a line are no part of the text: all, except in a block.
  private var indent = Int.max
  /// Where the blanks end that were looked at last.
  private var blanksEnd = -1

  var isAtEnd: Bool { position == source.count }

  init(_ source: [UInt8]) {
    self.source = source
    switch source.first {
    case UInt8(ascii: "'"): style = .single
    case UInt8(ascii: "\""): style = .double
    case UInt8(ascii: "|"), UInt8(ascii: ">"): style = source.contains(UInt8(ascii: "\n")) ? .block : .plain
    default: style = .plain
    }
    switch style {
    case .single, .double: position = 1
    case .plain: position = 0
    case .block: skipHeader()
    }
  }

  /// `|`, `>-` and the like, the rest of their line, and the indent of the first line after it, which is that of all.
  private mutating func skipHeader() {
    position = (source.firstIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let first = source[position...].firstIndex { !isSpace($0) } ?? source.count
    let line = source[..<first].lastIndex(of: UInt8(ascii: "\n")) ?? -1
    indent = first - line - 1
    skipIndent()
  }

  /// Passes the blanks at the start of a line that are no part of the text.
  private mutating func skipIndent() {
    var count = 0
    while position < source.count, count < indent, isBlank(source[position]) {
      position += 1
      count += 1
    }
  }

  /// The offset that a byte of the text comes from; passes it, and before it what is no part of the text.
  mutating func find(_ byte: UInt8) -> Int? {
    if pending > 0 {
      pending -= 1
      return position - 1
    }
    while position < source.count {
      let offset = position
      let here = source[position]
      if style == .double, here == UInt8(ascii: "\\") {
        if let end = passEscape(byte) { return end }
      } else if isLineEnd(here) {
        if let end = passLineEnd(byte) { return end }
      } else if here == byte {
        position += style == .single && byte == UInt8(ascii: "'") ? 2 : 1
        // A folded line may end in white space that the text has not.
        guard isBlank(byte), let end = blankToLineEnd() else { return offset }
        position = end
        if let end = passLineEnd(byte) { return end }
      } else {
        // The indent of a block, and blanks at the end of a folded line.
        guard isSpace(here) else { return nil }
        skipSpace()
      }
    }
    return nil
  }

  /// A line end is a blank or a line end in the text, or nothing, and the indent after it nothing.
  private mutating func passLineEnd(_ byte: UInt8) -> Int? {
    let offset = position
    if byte == UInt8(ascii: "\n") {
      position += 1
      skipIndent()
      return offset
    }
    skipSpace()
    return byte == UInt8(ascii: " ") ? offset : nil
  }

  /// Nil for an escaped line end, which stands for nothing, and where the source ends.
  private mutating func passEscape(_ byte: UInt8) -> Int? {
    let offset = position
    guard position + 1 < source.count else {
      position = source.count
      return nil
    }
    switch source[position + 1] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      position += 1
      skipSpace()
      return nil
    case UInt8(ascii: "x"): position += 4
    case UInt8(ascii: "u"): position += length(ofLead: byte) == 4 ? 12 : 6
    case UInt8(ascii: "U"): position += 10
    default: position += 2
    }
    pending = length(ofLead: byte) - 1
    position = min(position, source.count)
    return offset
  }

  /// How many bytes the character has that begins with a byte.
  private func length(ofLead byte: UInt8) -> Int {
    switch byte {
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0...: 4
    default: 1
    }
  }

  /// The line end that follows if nothing but blanks lies before it.
  private mutating func blankToLineEnd() -> Int? {
    guard style != .block else { return nil }
    // A run of blanks is looked through once, not once for each of them.
    if position > blanksEnd {
      blanksEnd = position
      while blanksEnd < source.count, isBlank(source[blanksEnd]) { blanksEnd += 1 }
    }
    return blanksEnd < source.count && source[blanksEnd] == UInt8(ascii: "\n") ? blanksEnd : nil
  }

  private mutating func skipSpace() {
    while position < source.count, isSpace(source[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
  private func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || isLineEnd(byte) }
}
