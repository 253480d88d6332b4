extension JSONParser {
  mutating func string() throws(JSONSyntaxError) -> String {
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
