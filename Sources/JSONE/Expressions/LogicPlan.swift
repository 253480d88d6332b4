/// `a || b || …` and `a && b && …`: a boolean, and nothing evaluated beyond the operand that decides.
final class LogicPlan: Plan {
  private let first: any Plan
  private let others: [any Plan]
  /// The truth that decides: true of `||`, false of `&&`.
  private let decisive: Bool

  init(_ first: any Plan, _ others: [any Plan], stopsAt decisive: Bool) {
    (self.first, self.others, self.decisive) = (first, others, decisive)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge(1 + others.count)
    if try first.evaluate(&run).isTruthy == decisive { return Value(decisive) }
    for other in others where try other.evaluate(&run).isTruthy == decisive { return Value(decisive) }
    return Value(!decisive)
  }
}
