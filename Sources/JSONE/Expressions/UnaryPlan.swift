internal import Document

/// `!a`, `-a`, `+a`.
final class UnaryPlan: Plan {
  private let sign: UnaryOperator
  private let operand: any Plan
  private let range: Range<Int>

  init(_ sign: UnaryOperator, _ operand: any Plan, _ range: Range<Int>) {
    (self.sign, self.operand, self.range) = (sign, operand, range)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    let value = try operand.evaluate(&run)
    if sign == .not { return Value(!value.isTruthy) }
    guard let number = value.number else { throw JSONEError(.unaryOperand(sign.rawValue), at: range) }
    return Value(sign == .minus ? 0 - number : number)
  }
}
