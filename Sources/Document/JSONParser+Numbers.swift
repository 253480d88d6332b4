extension JSONParser {
  mutating func number() throws(JSONSyntaxError) -> Double {
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
