internal import Document

/// `{$if: condition, then: template, else: template}`: nothing, where the branch is missing.
final class IfPlan: Plan {
  private let condition: any Plan
  private let then: (any Plan)?
  private let otherwise: (any Plan)?

  private init(_ condition: any Plan, _ then: (any Plan)?, _ otherwise: (any Plan)?) {
    (self.condition, self.then, self.otherwise) = (condition, then, otherwise)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    guard let condition = call.expression(call.value, &compiler) else {
      return compiler.mistake(JSONEError(.notAnExpression("$if")), call.origin)
    }
    var branches: [(any Plan)?] = []
    for name in ["then", "else"] {
      branches.append(call.member(name).map { call.property(name, $0.value, &compiler, in: call.scope) })
    }
    return IfPlan(condition, branches[0], branches[1])
  }

  var mayBeNothing: Bool { then?.mayBeNothing ?? true || otherwise?.mayBeNothing ?? true }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    let branch = try condition.evaluate(&run).isTruthy ? then : otherwise
    return try branch?.evaluate(&run) ?? .deleted
  }
}
