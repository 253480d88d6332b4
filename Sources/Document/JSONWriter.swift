/// How JSON is laid out.
public enum JSONStyle: Sendable {
  /// Without any white space, as `JSON.stringify(value)`.
  case compact
  /// An element a line, indented by two spaces, without a line end at the end: as `JSON.stringify(value, null, 2)` and
  /// as Python's `json.dumps(value, indent=2, ensure_ascii=False)`.
  case pretty
}

/// Writes JSON into a buffer of bytes, a value at once or an object member by member, so that a large document never
/// stands in memory as a tree. Numbers are written as JavaScript writes them, NaN and infinities as null.
///
///     var writer = JSONWriter(.pretty)
///     writer.openObject()
///     for task in tasks {
///       writer.key(task.label)
///       writer.write(task.body)
///     }
///     writer.closeObject()
///     output.write(writer.drain())
public struct JSONWriter: Sendable {
  /// Room for what is written; used as far as `count`. It is asked for once a value, not once a byte.
  private var buffer: [UInt8]
  private var count = 0

  private let isPretty: Bool
  /// How many arrays and objects are open.
  private var depth = 0
  /// Whether the innermost of them has no element yet.
  private var isEmpty = true
  /// Whether the next value stands right after its key.
  private var isAfterKey = false

  /// - Parameter capacity: in bytes; the buffer grows beyond it.
  public init(_ style: JSONStyle = .compact, reserving capacity: Int = 256) {
    isPretty = style == .pretty
    buffer = Array(repeating: 0, count: max(capacity, 64))
  }

  /// What has been written since the start or the last `drain()`.
  public var bytes: [UInt8] { Array(buffer[..<count]) }

  /// Hands over what was written; the writer keeps its room.
  public mutating func drain() -> [UInt8] {
    defer { count = 0 }
    return bytes
  }

  /// Hands over the buffer itself. Call it last.
  public consuming func finish() -> [UInt8] {
    buffer.removeLast(buffer.count - count)
    return buffer
  }

  // MARK: - Piece by piece

  public mutating func openArray() { open(UInt8(ascii: "[")) }
  public mutating func closeArray() { close(UInt8(ascii: "]")) }
  public mutating func openObject() { open(UInt8(ascii: "{")) }
  public mutating func closeObject() { close(UInt8(ascii: "}")) }

  /// The key of the value that is written next.
  public mutating func key(_ key: String) {
    text(key, isKey: true)
    isAfterKey = true
  }

  public mutating func write(_ value: JSON) {
    switch value {
    case .null: word("null")
    case .bool(let value): word(value ? "true" : "false")
    case .number(let value): number(value)
    case .string(let value):
      text(value, isKey: false)
    case .array(let elements):
      openArray()
      for element in elements { write(element) }
      closeArray()
    case .object(let object):
      openObject()
      for member in object.members {
        key(member.key)
        write(member.value)
      }
      closeObject()
    }
  }

  // MARK: - Parts

  private mutating func open(_ bracket: UInt8) {
    append(gap, room: 1) { $0.append(bracket) }
    depth += 1
    isEmpty = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    append(isPretty && !isEmpty ? Gap(newline: depth) : Gap(), room: 1) { $0.append(bracket) }
  }

  /// What stands between two values: a comma, then, if it is laid out, a line end and the indent of a depth.
  private struct Gap {
    var hasComma = false
    var newline: Int?

    /// At most, in bytes.
    var count: Int { 2 + 2 * (newline ?? 0) }
  }

  /// What stands between the next value and what is before it.
  private var gap: Gap {
    guard !isAfterKey, depth > 0 else { return Gap() }
    return Gap(hasComma: !isEmpty, newline: isPretty ? depth : nil)
  }

  /// A place in the buffer, with room behind it for what is about to be written.
  fileprivate struct Cursor {
    var next: UnsafeMutablePointer<UInt8>

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      next.pointee = byte
      next += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard let from = bytes.baseAddress else { return }
      next.update(from: from, count: bytes.count)
      next += bytes.count
    }
  }

  /// Writes a gap and what comes after it, for which there must be room.
  @inline(__always)
  private mutating func append(_ gap: Gap, room: Int, _ write: (inout Cursor) -> Void) {
    let needed = count + gap.count + room
    if needed > buffer.count { grow(to: needed) }
    count = buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("a buffer has room") }
      var cursor = Cursor(next: start + count)
      if gap.hasComma { cursor.append(UInt8(ascii: ",")) }
      if let depth = gap.newline {
        cursor.append(UInt8(ascii: "\n"))
        for _ in 0..<depth {
          cursor.append(UInt8(ascii: " "))
          cursor.append(UInt8(ascii: " "))
        }
      }
      write(&cursor)
      return cursor.next - start
    }
    isEmpty = false
    isAfterKey = false
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    buffer.append(contentsOf: repeatElement(0, count: max(needed, 2 * buffer.count) - buffer.count))
  }

  private mutating func word(_ word: StaticString) {
    append(gap, room: word.utf8CodeUnitCount) {
      $0.append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  private mutating func number(_ value: Double) {
    var digits: [UInt8] = []
    digits.append(javaScript: value)
    digits.withUnsafeBufferPointer { digits in append(gap, room: digits.count) { $0.append(digits) } }
  }

  private mutating func text(_ value: String, isKey: Bool) {
    let written: Void? = value.utf8.withContiguousStorageIfAvailable { text($0, isKey: isKey) }
    // Text that is bridged from elsewhere; none here is.
    if written == nil { Array(value.utf8).withUnsafeBufferPointer { text($0, isKey: isKey) } }
  }

  private mutating func text(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) {
    let escapes = text.firstEscape(from: 0) < text.count
    let isPretty = isPretty
    // An escape is six bytes at most.
    append(gap, room: (escapes ? 6 * text.count : text.count) + 4) { cursor in
      cursor.append(UInt8(ascii: "\""))
      if escapes { cursor.append(escaping: text) } else { cursor.append(text) }
      cursor.append(UInt8(ascii: "\""))
      guard isKey else { return }
      cursor.append(UInt8(ascii: ":"))
      if isPretty { cursor.append(UInt8(ascii: " ")) }
    }
  }
}

extension JSONWriter.Cursor {
  /// Copies stretches that need no escape at once.
  fileprivate mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    while true {
      let end = text.firstEscape(from: copied)
      append(UnsafeBufferPointer(rebasing: text[copied..<end]))
      guard end < text.count else { return }
      append(escapeOf: text[end])
      copied = end + 1
    }
  }

  private mutating func append(escapeOf byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    default:
      append(UInt8(ascii: "u"))
      append(UInt8(ascii: "0"))
      append(UInt8(ascii: "0"))
      append(UInt8(ascii: byte < 0x10 ? "0" : "1"))
      let digit = byte & 0xF
      append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first byte that a JSON string cannot hold as it is, a control character, a quote or a backslash; the count if
  /// there is none. Eight bytes at a time.
  fileprivate func firstEscape(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(self)
    while index + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if Self.holdsEscape(word) { break }
      index += 8
    }
    while index < count {
      let byte = self[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index += 1
    }
    return count
  }

  /// Whether one of eight bytes needs an escape: subtracting makes a byte that is below the limit borrow into its
  /// highest bit. May also say so of a word that has none right above one that has, never the other way round.
  private static func holdsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let control = word &- ones &* 0x20
    let quote = (word ^ ones &* UInt64(UInt8(ascii: "\""))) &- ones
    let backslash = (word ^ ones &* UInt64(UInt8(ascii: "\\"))) &- ones
    return (control | quote | backslash) & ~word & (ones &* 0x80) != 0
  }
}

extension JSON {
  /// Equal values are equal bytes.
  public func bytes(_ style: JSONStyle = .compact) -> [UInt8] {
    var writer = JSONWriter(style)
    writer.write(self)
    return writer.finish()
  }

  public func text(_ style: JSONStyle = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }
}
