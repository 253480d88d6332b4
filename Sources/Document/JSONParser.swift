/// What a parser makes of the parts of a JSON text: plain values, or nodes that know their place.
protocol JSONBuilder {
  associatedtype Value
  associatedtype Member
  static func scalar(_ value: JSON, _ range: Range<Int>) -> Value
  static func array(_ elements: [Value], _ range: Range<Int>) -> Value
  static func object(_ members: [Member], _ range: Range<Int>) throws(JSONSyntaxError) -> Value
  static func member(_ key: String, _ keyRange: Range<Int>, _ value: Value) -> Member
}

/// Reads one JSON text (RFC 8259, nothing more) of UTF-8 bytes.
struct JSONParser<Builder: JSONBuilder> {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  private var depth = 0

  /// The whole of `bytes` as one value.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> Builder.Value {
    var parser = JSONParser(bytes: bytes)
    parser.skipSpace()
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.error(.afterValue) }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func error(_ reason: JSONSyntaxError.Reason, at offset: Int? = nil) -> JSONSyntaxError {
    let offset = offset ?? position
    // Past the end, whatever was expected is missing for that reason.
    return JSONSyntaxError(offset: offset, reason: offset >= bytes.count && reason != .notUTF8 ? .end : reason)
  }

  /// The byte at the position; 0, which no rule accepts, past the end.
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSONSyntaxError) -> Builder.Value {
    let start = position
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""):
      let text = try string()
      return Builder.scalar(.string(text), start..<position)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let number = try number()
      return Builder.scalar(.number(number), start..<position)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): throw error(.literal)
    default: throw error(.unexpected)
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> Builder.Value {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[index] else { throw error(.literal, at: position < bytes.count ? start : nil) }
      position += 1
    }
    return Builder.scalar(value, start..<position)
  }

  private mutating func enter() throws(JSONSyntaxError) {
    guard depth < JSON.depthLimit else { throw error(.depth(limit: JSON.depthLimit)) }
    depth += 1
    position += 1
    skipSpace()
  }

  private mutating func array() throws(JSONSyntaxError) -> Builder.Value {
    let start = position
    try enter()
    var elements: [Builder.Value] = []
    if current != UInt8(ascii: "]") {
      while true {
        elements.append(try value())
        if try !next(UInt8(ascii: "]")) { break }
      }
    }
    position += 1
    depth -= 1
    return Builder.array(elements, start..<position)
  }

  private mutating func object() throws(JSONSyntaxError) -> Builder.Value {
    let start = position
    try enter()
    var members: [Builder.Member] = []
    if current != UInt8(ascii: "}") {
      while true {
        let keyStart = position
        guard current == UInt8(ascii: "\"") else { throw error(.key) }
        let key = try string()
        let keyRange = keyStart..<position
        skipSpace()
        guard current == UInt8(ascii: ":") else { throw error(.colon) }
        position += 1
        skipSpace()
        members.append(Builder.member(key, keyRange, try value()))
        if try !next(UInt8(ascii: "}")) { break }
      }
    }
    position += 1
    depth -= 1
    return try Builder.object(members, start..<position)
  }

  /// Steps over a comma to the next element; false at the closing bracket, which is left to be read.
  private mutating func next(_ close: UInt8) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    if current == close { return false }
    guard current == UInt8(ascii: ",") else { throw error(.comma) }
    let comma = position
    position += 1
    skipSpace()
    if current == close { throw error(.trailingComma, at: comma) }
    return true
  }
}
