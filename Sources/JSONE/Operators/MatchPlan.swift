internal import Document

/// A condition and the template that it guards, as `$match` and `$switch` have them.
struct Case: Sendable {
  let condition: any Plan
  let template: any Plan

  /// The members of an operator's value, in the order of the conditions' bytes; nil if that is no object.
  static func compile(
    _ compiler: inout Compiler, _ call: OperatorCall, without ignored: String? = nil
  ) -> [Case]? {
    guard let members = call.value.members else { return nil }
    var cases: [Case] = []
    for member in members.sorted(by: { $0.key.precedesInBytes($1.key) }) where member.key != ignored {
      let condition = call.expression(key: member, &compiler)
      let template = call.property(member.key, member.value, &compiler, in: call.scope)
      cases.append(Case(condition: condition, template: PropertyPlan.of(template, call.name)))
    }
    return cases
  }
}

/// `{$match: {condition: template, …}}`: the values of all whose condition holds, in the order of the conditions' text.
final class MatchPlan: Plan {
  private let cases: [Case]
  private let origin: Origin?

  private init(_ cases: [Case], _ origin: Origin?) { (self.cases, self.origin) = (cases, origin) }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    guard let cases = Case.compile(&compiler, call) else {
      return compiler.mistake(JSONEError(.notAnObject("$match")), call.origin)
    }
    return MatchPlan(cases, call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    var array = ArrayBuilder()
    for one in cases {
      try run.charge()
      guard try one.condition.evaluate(&run).isTruthy else { continue }
      let value = try one.template.evaluate(&run)
      guard !value.isDeleted else {
        // The reference has no value for this either, and says so in these words.
        throw JSONEError(.uncalledFunctions, help: "give every branch of `$match` a value").located { _ in
          origin?.place(nil)
        }
      }
      try array.append(value, &run)
    }
    return array.finish()
  }
}
