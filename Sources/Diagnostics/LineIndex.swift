/// Where an offset stands for a reader: line and column count from 1, columns in Unicode code points, a tab as one.
public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
  public var description: String { "\(line):\(column)" }
}

/// The lines of a text, made once and asked often. A line ends at every Unicode line separator: LF, CRLF (as one), CR,
/// VT, FF, U+0085, U+2028 and U+2029.
public struct LineIndex: Sendable {
  /// The text's UTF-8.
  public let bytes: [UInt8]
  /// The offset at which each line begins; the first is 0.
  private let starts: [Int]

  public init(_ text: String) {
    bytes = Array(text.utf8)
    var starts = [0]
    var offset = 0
    while offset < bytes.count {
      let length = LineSeparator.length(in: bytes, at: offset)
      offset += max(length, 1)
      if length > 0 { starts.append(offset) }
    }
    self.starts = starts
  }

  public init(_ file: SourceFile) { self.init(file.text) }

  /// How many lines there are: one more than separators.
  public var count: Int { starts.count }

  /// The line (from 1) of a UTF-8 offset, which is clamped to the text.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Line and column of a UTF-8 offset, which is clamped to the text.
  public func position(at offset: Int) -> Position {
    let end = min(max(offset, 0), bytes.count)
    let line = line(at: end)
    var column = 1
    for index in starts[line - 1]..<end where !bytes[index].isContinuation { column += 1 }
    // An offset within a code point belongs to it.
    if end < bytes.count, bytes[end].isContinuation { column -= 1 }
    return Position(line: line, column: column)
  }

  /// The UTF-8 range of a line (from 1, clamped), without its separator.
  public func content(of line: Int) -> Range<Int> {
    let index = min(max(line, 1), starts.count) - 1
    let low = starts[index]
    guard index + 1 < starts.count else { return low..<bytes.count }
    var high = starts[index + 1]
    // The separator ends where the next line begins: one byte, or two or three of which the first tells.
    for length in [3, 2, 1] where high - low >= length {
      guard LineSeparator.length(in: bytes, at: high - length) == length else { continue }
      high -= length
      break
    }
    return low..<high
  }
}

/// What ends a line.
package enum LineSeparator {
  /// The length in bytes of the separator that begins at an offset; 0 if none does.
  @inline(__always)
  package static func length(in bytes: [UInt8], at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A, 0x0B, 0x0C: 1
    case 0x0D: offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
    case 0xC2: offset + 1 < bytes.count && bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2:
      offset + 2 < bytes.count && bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 0
    }
  }
}

extension UInt8 {
  /// Whether this byte goes on with a code point of UTF-8 that began before it.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}
