internal import Document

/// Operands joined from left to right by operators of one level: `a + b - c`, `a == b != c`.
final class ChainPlan: Plan {
  struct Link: Sendable {
    let infix: InfixOperator
    let operand: any Plan
    /// From the start of the chain to the end of the operand.
    let range: Range<Int>
  }

  private let first: any Plan
  private let links: [Link]

  init(_ first: any Plan, _ links: [Link]) { (self.first, self.links) = (first, links) }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    var left = try first.evaluate(&run)
    for link in links {
      try run.charge()
      let right = try link.operand.evaluate(&run)
      do {
        try Self.apply(link.infix, &left, right, &run)
      } catch {
        throw error.at(link.range)
      }
    }
    return left
  }

  private static func apply(
    _ infix: InfixOperator, _ left: inout Value, _ right: Value, _ run: inout Run
  ) throws(JSONEError) {
    switch infix {
    case .plus: try Arithmetic.add(&left, right, &run)
    case .minus, .times, .divided: left = try Arithmetic.apply(infix, left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: left = try Comparison.order(infix, left, right, &run)
    case .equal: left = Value(try Comparison.areEqual(left, right, &run))
    case .unequal: left = Value(!(try Comparison.areEqual(left, right, &run)))
    case .in: left = try Comparison.contains(right, left, &run)
    case .or, .and, .power: break  // These have plans of their own.
    }
  }
}
