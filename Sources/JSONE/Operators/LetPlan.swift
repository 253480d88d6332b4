internal import Document

/// `{$let: {name: template, …}, in: template}`: the names mean something in `in` only. A name whose template evaluates
/// to nothing means what it means outside.
final class LetPlan: Plan {
  struct Variable: Sendable {
    let name: String
    let slot: Int
    let plan: any Plan
  }

  private let variables: [Variable]
  private let body: any Plan

  private init(_ variables: [Variable], _ body: any Plan) { (self.variables, self.body) = (variables, body) }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    guard let members = call.value.members else {
      if case .string = call.value.content {} else { return compiler.mistake(JSONEError(.letNotAnObject), call.origin) }
      return DynamicLetPlan.compile(&compiler, call)
    }
    guard members.allSatisfy({ Identifier.isValid($0.key) }), Set(members.map(\.key)).count == members.count,
      let body = call.member("in")
    else { return DynamicLetPlan.compile(&compiler, call) }

    let slots = compiler.slots(members.count, above: call.scope)
    let outside = call.scope.reserving(members.count)
    var variables: [Variable] = []
    for (member, slot) in zip(members, slots) {
      let plan = compiler.template(member.value, in: outside, depth: call.depth + 1)
      variables.append(Variable(name: member.key, slot: slot, plan: plan))
    }
    let locals = variables.map { Scope.Local(name: $0.name, slot: $0.slot, isCertain: !$0.plan.mayBeNothing) }
    let plan = call.property("in", body.value, &compiler, in: call.scope.binding(locals))
    return LetPlan(variables, plan)
  }

  var mayBeNothing: Bool { body.mayBeNothing }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    for variable in variables {
      do {
        run.slots[variable.slot] = try variable.plan.evaluate(&run)
      } catch {
        throw error.inside(.key(variable.name)).inside(.property("$let"))
      }
    }
    return try body.evaluate(&run)
  }
}

/// A `$let` whose names are known only when it is evaluated: `{$let: {$eval: defaults}, in: …}`.
final class DynamicLetPlan: Plan {
  private let value: any Plan
  private let slot: Int
  private let body: any Plan

  private init(_ value: any Plan, _ slot: Int, _ body: any Plan) {
    (self.value, self.slot, self.body) = (value, slot, body)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let slot = compiler.slots(1, above: call.scope).lowerBound
    let value = call.valuePlan(&compiler, in: call.scope.reserving(1))
    let body =
      call.member("in").map {
        call.property("in", $0.value, &compiler, in: call.scope.bindingMembers(of: slot))
      } ?? compiler.mistake(JSONEError(.letWithoutIn), call.origin)
    return LocatedPlan(DynamicLetPlan(value, slot, body), call.origin)
  }

  var mayBeNothing: Bool { body.mayBeNothing }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    let value = try value.evaluate(&run)
    guard let fields = value.fields else { throw JSONEError(.letNotAnObject) }
    for field in fields where !Identifier.isValid(field.key) { throw JSONEError(.invalidLetName(field.key)) }
    run.slots[slot] = value
    return try body.evaluate(&run)
  }
}
