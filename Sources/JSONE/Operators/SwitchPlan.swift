internal import Document

/// `{$switch: {condition: template, …, $default: template}}`: the value of the one whose condition holds, of `$default`
/// if none does, or nothing.
final class SwitchPlan: Plan {
  private let cases: [Case]
  private let fallback: (any Plan)?
  private let origin: Origin?

  private init(_ cases: [Case], _ fallback: (any Plan)?, _ origin: Origin?) {
    (self.cases, self.fallback, self.origin) = (cases, fallback, origin)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    guard let cases = Case.compile(&compiler, call, without: "$default") else {
      return compiler.mistake(JSONEError(.notAnObject("$switch")), call.origin)
    }
    let fallback = call.value.member("$default").map {
      PropertyPlan.of(call.property("$default", $0.value, &compiler, in: call.scope), "$switch")
    }
    return SwitchPlan(cases, fallback, call.origin)
  }

  var mayBeNothing: Bool { true }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    var chosen: Value?
    for one in cases {
      try run.charge()
      guard try one.condition.evaluate(&run).isTruthy else { continue }
      let value = try one.template.evaluate(&run)
      guard chosen == nil else { throw JSONEError(.ambiguousSwitch).located { _ in origin?.place(nil) } }
      chosen = value
    }
    if let chosen { return chosen }
    return try fallback?.evaluate(&run) ?? .deleted
  }
}
