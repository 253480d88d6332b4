internal import Document

extension Builtins {
  static let numbers: [Function] = [
    ofNumbers("min") { $0.min() },
    ofNumbers("max") { $0.max() },
    ofNumber("sqrt") { $0.squareRoot() },
    ofNumber("ceil") { $0.rounded(.up) + 0 },
    ofNumber("floor") { $0.rounded(.down) },
    ofNumber("abs") { $0.magnitude },
    function("number") { arguments, run, _ throws(JSONEError) in
      guard !arguments.values.isEmpty else { throw JSONEError(.tooFewArguments("number", least: 1)) }
      guard let text = arguments.only?.string else { return nil }
      try run.charge(text: text)
      return DecimalNumber.parse(text).map { Value($0) }
    },
    function("range", range),
  ]

  /// `range(start, stop)` and `range(start, stop, step)`, of whole numbers up to 2⁵³; `stop` is not in it.
  private static func range(_ arguments: Arguments, _ run: inout Run, _: Scope) throws(JSONEError) -> Value? {
    let bounds = arguments.values.compactMap(\.integer)
    guard bounds.count == arguments.values.count, (2...3).contains(bounds.count) else { return nil }
    let (start, stop, step) = (bounds[0], bounds[1], bounds.count > 2 ? bounds[2] : 1)
    // What a double counts one by one.
    guard step != 0, bounds.allSatisfy({ $0.magnitude <= 1 << 53 }) else { return nil }
    let distance = step > 0 ? stop - start : start - stop
    let count = distance > 0 ? (distance - 1) / Int(step.magnitude) + 1 : 0
    try run.allow(count * Value.scalarSize)
    try run.charge(count)
    let numbers = (0..<count).map { JSON.number(Double(start + $0 * step)) }
    return Value(.json(.array(numbers)), depth: 1, size: Value.scalarSize * (count + 1))
  }
}

/// Decimal numbers as text: `-12.5e3`. White space around is allowed; names, other bases and separators are not.
enum DecimalNumber {
  static func parse(_ text: String) -> Double? {
    let digits = text.trimmed(.both)
    guard isDecimal(Array(digits.utf8)), let number = Double(digits), number.isFinite else { return nil }
    return number
  }

  /// `[+-]? (digits (. digits?)? | . digits) ([eE] [+-]? digits)?`
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var position = 0
    func skip(_ allowed: String) -> Bool {
      guard position < bytes.count, allowed.utf8.contains(bytes[position]) else { return false }
      position += 1
      return true
    }
    func digits() -> Bool {
      let start = position
      while position < bytes.count, Identifier.isDigit(bytes[position]) { position += 1 }
      return position > start
    }
    _ = skip("+-")
    let hasWhole = digits()
    let hasFraction = skip(".") && digits()
    guard hasWhole || hasFraction else { return false }
    if skip("eE") {
      _ = skip("+-")
      guard digits() else { return false }
    }
    return position == bytes.count
  }
}
