/// One line of a text as it is shown under a diagnostic, with the cells that the caret underlines. A long line is cut
/// around the caret, so that the cost is that of the window and not of the line.
struct Excerpt {
  /// Width of the window in cells, which is also the most code points it shows.
  static let window = 100
  /// How much of the window may stand to the left of the caret in a line that is cut.
  static let lead = 40

  var text = ""
  var caret = 0
  var width = 0

  /// - Parameter range: what is underlined, clamped to `line`.
  init(_ bytes: [UInt8], line: Range<Int>, range: Range<Int>) {
    let low = Self.boundary(bytes, min(max(range.lowerBound, line.lowerBound), line.upperBound), in: line)
    let high = min(max(range.upperBound, low), line.upperBound)
    let start = line.count <= Self.window ? line.lowerBound : Self.start(bytes, before: low, in: line)
    if start > line.lowerBound { append("…", width: 1) }
    var (offset, shown) = (start, 0)
    while offset < line.upperBound {
      guard cells < Self.window, shown < Self.window else {
        append("…", width: 1)
        break
      }
      if offset == low { caret = cells }
      let (scalar, length) = Self.scalar(bytes, offset, in: line)
      let glyph = Display.glyph(scalar)
      append(glyph.text, width: glyph.width)
      offset += length
      shown += 1
      if offset > low, offset - length < high { width = cells - caret }
    }
    if low >= offset { caret = cells }
    width = max(width, 1)
  }

  private var cells = 0

  private mutating func append(_ glyph: String, width: Int) {
    text += glyph
    cells += width
  }

  private static func boundary(_ bytes: [UInt8], _ offset: Int, in line: Range<Int>) -> Int {
    var offset = offset
    while offset > line.lowerBound, offset < line.upperBound, bytes[offset].isContinuation { offset -= 1 }
    return offset
  }

  /// Where the window of a long line begins: the line's beginning, if the caret stands near it.
  private static func start(_ bytes: [UInt8], before caret: Int, in line: Range<Int>) -> Int {
    var (offset, cells) = (caret, 0)
    while offset > line.lowerBound, cells < lead {
      offset = boundary(bytes, offset - 1, in: line)
      cells += Display.glyph(scalar(bytes, offset, in: line).0).width.clamped(to: 1...lead)
    }
    return offset
  }

  private static func scalar(_ bytes: [UInt8], _ offset: Int, in line: Range<Int>) -> (Unicode.Scalar, Int) {
    var end = offset + 1
    while end < line.upperBound, bytes[end].isContinuation { end += 1 }
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{FFFD}", end - offset)
  }
}

extension Int {
  func clamped(to range: ClosedRange<Int>) -> Int { Swift.min(Swift.max(self, range.lowerBound), range.upperBound) }
}
