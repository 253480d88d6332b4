extension [UInt8] {
  /// Appends a number as JavaScript's `Number.prototype.toString` writes it: the shortest digits that read back as the
  /// same double; whole up to 1e21, an exponent below 1e-6. NaN and infinities become `null`, as in `JSON.stringify`.
  mutating func append(javaScript value: Double) {
    if value.magnitude < 1e15, case let whole = Int64(value), Double(whole) == value {
      append(decimal: whole)
      return
    }
    guard value.isFinite else {
      append(contentsOf: "null".utf8)
      return
    }
    if value < 0 { append(UInt8(ascii: "-")) }
    let (digits, point) = ShortestDigits.of(value.magnitude)
    append(digits, point: point)
  }

  private mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Source: ECMA-262, Number::toString; `point` is its n, the digits before the decimal point.
  private mutating func append(_ digits: [UInt8], point: Int) {
    let zero = UInt8(ascii: "0")
    switch point {
    case digits.count...21 where digits.count <= 21:
      append(contentsOf: digits)
      append(contentsOf: repeatElement(zero, count: point - digits.count))
    case 1...21:
      append(contentsOf: digits[..<point])
      append(UInt8(ascii: "."))
      append(contentsOf: digits[point...])
    case -5...0:
      append(contentsOf: [zero, UInt8(ascii: ".")])
      append(contentsOf: repeatElement(zero, count: -point))
      append(contentsOf: digits)
    default:
      append(digits[0])
      if digits.count > 1 {
        append(UInt8(ascii: "."))
        append(contentsOf: digits[1...])
      }
      append(UInt8(ascii: "e"))
      if point > 0 { append(UInt8(ascii: "+")) }
      append(decimal: Int64(point - 1))
    }
  }
}

/// The shortest decimal digits of a double, which Swift's description has too, in another layout.
private enum ShortestDigits {
  /// The value is 0.d₁d₂d₃… × 10^point; d₁ and the last digit are not 0.
  static func of(_ magnitude: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var text = magnitude.description.utf8[...]
    if let mark = text.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: text[text.index(after: mark)...], as: UTF8.self)) ?? 0
      text = text[..<mark]
    }
    for byte in text {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    var place = (point ?? digits.count) + exponent
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    place -= leading
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, place)
  }
}

extension Double {
  /// The number as JavaScript's `String(value)` writes it: `1e+21`, `1e-7`, `5`; `NaN`, `Infinity`, `-Infinity`.
  public var javaScriptText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    var bytes: [UInt8] = []
    bytes.append(javaScript: self)
    return String(decoding: bytes, as: UTF8.self)
  }
}
