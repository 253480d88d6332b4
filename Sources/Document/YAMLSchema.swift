/// What a plain scalar means: YAML 1.2's core schema, with what js-yaml 4 adds to it for Taskcluster (`0b101` and
/// underscores in numbers). `yes`, `no`, `on`, `off` and dates are text.
///
/// Source: js-yaml, lib/type/{null,bool,int,float}.js.
enum YAMLSchema {
  static func resolve(_ text: String) -> Node.Content {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : .string(text)
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return bool(text).map(Node.Content.bool) ?? .string(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return number(text).map(Node.Content.number) ?? .string(text)
    default: return .string(text)
    }
  }

  static func isNull(_ text: String) -> Bool {
    text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  static func number(_ text: String) -> Double? { integer(text) ?? float(text) }

  /// Decimal however many zeros lead it, or `0b`, `0o`, `0x`; a sign; underscores between digits.
  static func integer(_ text: String) -> Double? {
    var digits = Array(text.utf8)[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    var radix: UInt8 = 10
    if digits.count > 1, digits[digits.startIndex] == UInt8(ascii: "0") {
      switch digits[digits.startIndex + 1] {
      case UInt8(ascii: "b"): radix = 2
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "x"): radix = 16
      default: break
      }
    }
    if radix != 10 { digits.removeFirst(2) }
    let underscore = UInt8(ascii: "_")
    guard digits.last != underscore, radix != 10 || digits.first != underscore else { return nil }
    digits.removeAll { $0 == underscore }
    guard !digits.isEmpty, digits.allSatisfy({ ($0.hexadecimalDigit ?? 16) < radix }) else { return nil }
    let magnitude = value(of: digits, radix: radix)
    return isNegative ? -magnitude : magnitude
  }

  /// Of digits that were looked at. Beyond 2⁵³ a decimal is rounded once; of the others, which nobody writes that
  /// long, each digit is.
  private static func value(of digits: ArraySlice<UInt8>, radix: UInt8) -> Double {
    if radix == 10, digits.count > 15 { return Double(String(decoding: digits, as: UTF8.self)) ?? .infinity }
    return digits.reduce(0) { $0 * Double(radix) + Double($1.hexadecimalDigit ?? 0) }
  }

  static func float(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    var rest = Array(text.utf8)[...]
    guard rest.last != UInt8(ascii: "_") else { return nil }
    var cleaned: [UInt8] = []
    func digits(_ allowsUnderscores: Bool) -> Int {
      let run = rest.prefix { $0 &- UInt8(ascii: "0") < 10 || allowsUnderscores && $0 == UInt8(ascii: "_") }
      cleaned += run.filter { $0 != UInt8(ascii: "_") }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    func sign() -> Bool {
      guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
      cleaned.append(rest.removeFirst())
      return true
    }
    let isSigned = sign()
    if rest.first == UInt8(ascii: ".") {
      // js-yaml's pattern has no sign here: `-.5` is text.
      guard !isSigned else { return nil }
      cleaned.append(UInt8(ascii: "0"))
    } else {
      guard rest.first != UInt8(ascii: "_"), digits(true) > 0 else { return nil }
    }
    if rest.first == UInt8(ascii: ".") {
      let needsDigits = cleaned == [UInt8(ascii: "0")] && text.utf8.first == UInt8(ascii: ".")
      rest.removeFirst()
      cleaned.append(UInt8(ascii: "."))
      let count = digits(true)
      if needsDigits, count == 0 { return nil }
      if cleaned.last == UInt8(ascii: ".") { cleaned.append(UInt8(ascii: "0")) }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      cleaned.append(UInt8(ascii: "e"))
      _ = sign()
      guard digits(false) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    return Double(String(decoding: cleaned, as: UTF8.self))
  }
}
