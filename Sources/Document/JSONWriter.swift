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
  /// What has been written since the start or the last `drain()`.
  public private(set) var bytes: [UInt8] = []

  private let isPretty: Bool
  /// Of each open array or object: whether it has an element yet.
  private var open: [Bool] = []
  /// Whether the next value stands right after its key.
  private var isAfterKey = false

  public init(_ style: JSONStyle = .compact, reserving capacity: Int = 256) {
    isPretty = style == .pretty
    bytes.reserveCapacity(capacity)
  }

  /// Hands over what was written; the buffer keeps its capacity.
  public mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: - Piece by piece

  public mutating func openArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
    open.append(false)
  }

  public mutating func closeArray() { close(UInt8(ascii: "]")) }

  public mutating func openObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
    open.append(false)
  }

  public mutating func closeObject() { close(UInt8(ascii: "}")) }

  /// The key of the value that is written next.
  public mutating func key(_ key: String) {
    separate()
    string(key)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  public mutating func write(_ value: JSON) {
    switch value {
    case .null:
      separate()
      append("null")
    case .bool(let value):
      separate()
      append(value ? "true" : "false")
    case .number(let value):
      separate()
      bytes.append(javaScript: value)
    case .string(let value):
      separate()
      string(value)
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

  /// What stands between this value and what is before it.
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let hasElement = open.last else { return }
    if hasElement {
      bytes.append(UInt8(ascii: ","))
    } else {
      open[open.count - 1] = true
    }
    if isPretty { newline() }
  }

  private mutating func close(_ bracket: UInt8) {
    let hadElements = open.popLast() ?? false
    if isPretty, hadElements { newline() }
    bytes.append(bracket)
  }

  private mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<open.count {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func string(_ value: String) {
    let written: Void? = value.utf8.withContiguousStorageIfAvailable { string($0) }
    // Text that is bridged from elsewhere; none here is.
    if written == nil { Array(value.utf8).withUnsafeBufferPointer { string($0) } }
  }

  private mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.firstEscape(from: 0) == text.count else {
      bytes.append(UInt8(ascii: "\""))
      escaped(text)
      bytes.append(UInt8(ascii: "\""))
      return
    }
    bytes.append(addingCapacity: text.count + 2) { span in
      span.append(UInt8(ascii: "\""))
      span.withUnsafeMutableBufferPointer { buffer, count in
        guard let from = text.baseAddress, let to = buffer.baseAddress else { return }
        (to + count).update(from: from, count: text.count)
        count += text.count
      }
      span.append(UInt8(ascii: "\""))
    }
  }

  /// Copies stretches that need no escape at once.
  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    while true {
      let end = text.firstEscape(from: copied)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<end]))
      guard end < text.count else { return }
      escape(text[end])
      copied = end + 1
    }
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      append(byte < 0x10 ? "u000" : "u001")
      let digit = byte & 0xF
      bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
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
    return writer.bytes
  }

  public func text(_ style: JSONStyle = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }
}
