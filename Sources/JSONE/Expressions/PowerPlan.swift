internal import Document

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `a ** b`, to the right first: `2 ** 3 ** 2` is `2 ** 9`.
final class PowerPlan: Plan {
  private let base: any Plan
  private let exponent: any Plan
  private let range: Range<Int>

  init(_ base: any Plan, _ exponent: any Plan, _ range: Range<Int>) {
    (self.base, self.exponent, self.range) = (base, exponent, range)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    let left = try base.evaluate(&run)
    let right = try exponent.evaluate(&run)
    guard let a = left.number, let b = right.number else {
      throw JSONEError(.infixOperands("**", expected: "number"), at: range)
    }
    let power = pow(a, b)
    guard power.isFinite else { throw JSONEError(.notFinite("**"), at: range) }
    return Value(power)
  }
}
