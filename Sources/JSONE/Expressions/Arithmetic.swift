internal import Document

/// Numbers are doubles, as in JavaScript. A result that JSON cannot hold is an error.
enum Arithmetic {
  /// Adds numbers, or joins texts; the left one grows in place, so that a long chain of texts costs what it is long.
  static func add(_ left: inout Value, _ right: Value, _ run: inout Run) throws(JSONEError) {
    if let a = left.number, let b = right.number {
      left = try finite(a + b, "+")
      return
    }
    guard case .json(.string(var text)) = left.content, let suffix = right.string else {
      throw JSONEError(.infixOperands("+", expected: "numbers/strings"))
    }
    try run.allow(text.utf8.count + suffix.utf8.count)
    try run.charge(text: suffix)
    left = .null
    text += suffix
    left = Value(text)
  }

  static func apply(_ infix: InfixOperator, _ left: Value, _ right: Value) throws(JSONEError) -> Value {
    guard let a = left.number, let b = right.number else {
      throw JSONEError(.infixOperands(infix.rawValue, expected: "number"))
    }
    switch infix {
    case .minus: return try finite(a - b, "-")
    case .times: return try finite(a * b, "*")
    case .divided:
      guard b != 0 else { throw JSONEError(.divisionByZero) }
      return try finite(a / b, "/")
    default: return .null
    }
  }

  static func finite(_ number: Double, _ name: String) throws(JSONEError) -> Value {
    guard number.isFinite else { throw JSONEError(.notFinite(name)) }
    return Value(number)
  }
}
