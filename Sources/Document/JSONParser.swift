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
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
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

  private func error(_ reason: JSONSyntaxError.Reason, at offset: Int? = nil) -> JSONSyntaxError {
    let offset = offset ?? position
    // Past the end, whatever was expected is missing for that reason.
    return JSONSyntaxError(offset: offset, reason: offset >= bytes.count && reason != .notUTF8 ? .end : reason)
  }

  /// The byte at the position; 0, which no rule accepts, past the end.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

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

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try text(start + 1, position)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(start)
      case 0..<0x20: throw error(.controlCharacter)
      default: position += 1
      }
    }
    throw JSONSyntaxError(offset: start, reason: .unterminatedString)
  }

  private func text(_ start: Int, _ end: Int) throws(JSONSyntaxError) -> String {
    let slice = UnsafeBufferPointer(rebasing: bytes[start..<end])
    guard let text = String(validating: slice, as: UTF8.self) else { throw error(.notUTF8, at: start) }
    return text
  }

  /// A string that holds an escape: put together in a buffer, from its opening quote on.
  private mutating func escapedString(_ start: Int) throws(JSONSyntaxError) -> String {
    var buffer = Array(bytes[(start + 1)..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: buffer, as: UTF8.self) else { throw error(.notUTF8, at: start) }
        return text
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case 0..<0x20: throw error(.controlCharacter)
      default:
        buffer.append(byte)
        position += 1
      }
    }
    throw JSONSyntaxError(offset: start, reason: .unterminatedString)
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(JSONSyntaxError) {
    let start = position
    position += 1
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(start)
      buffer.append(contentsOf: Array(String(scalar).utf8))
    default: throw error(.escape, at: position > bytes.count ? bytes.count : start)
    }
  }

  /// What follows `\u`: four digits, and the other half of a pair.
  private mutating func unicodeEscape(_ start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try fourDigits(start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, current == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw error(.loneSurrogate, at: start) }
    position += 2
    let second = try fourDigits(start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw error(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func fourDigits(_ start: Int) throws(JSONSyntaxError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error(.end, at: bytes.count) }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = bytes[position].hexadecimalDigit else { throw error(.escape, at: start) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// MARK: - Numbers

extension JSONParser {
  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    // The digits, as an integer while they fit, and the power of ten that belongs to them.
    var mantissa: UInt64 = 0
    var significant = 0
    var exponent = 0
    let leading = current
    try digits { digit in
      significant += significant == 0 && digit == 0 ? 0 : 1
      mantissa = mantissa &* 10 &+ UInt64(digit)
    }
    if leading == UInt8(ascii: "0"), position - start > (isNegative ? 2 : 1) { throw error(.number, at: start) }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits { digit in
        significant += significant == 0 && digit == 0 ? 0 : 1
        mantissa = mantissa &* 10 &+ UInt64(digit)
        exponent -= 1
      }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      let isSmall = current == UInt8(ascii: "-")
      if isSmall || current == UInt8(ascii: "+") { position += 1 }
      var written = 0
      try digits { digit in written = min(written * 10 + Int(digit), 1_000_000) }
      exponent += isSmall ? -written : written
    }
    // Both factors are exact, so one rounding gives the nearest double (Clinger's fast path).
    if significant <= 15, abs(exponent) < powersOfTen.count {
      let value = Double(mantissa)
      let magnitude = exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent]
      return isNegative ? -magnitude : magnitude
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw error(.numberTooLarge, at: start) }
    return value
  }

  private mutating func digits(_ body: (UInt8) -> Void) throws(JSONSyntaxError) {
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
      body(digit)
      position += 1
    }
    guard position > start else { throw error(.number) }
  }
}

/// 10⁰ to 10²², which doubles hold exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

extension UInt8 {
  /// The value of an ASCII hexadecimal digit.
  var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
