internal import Document

/// `{$fromNow: offset, from: time}`: a time, as ISO 8601 text; from `now` if nothing else is said.
final class FromNowPlan: Plan {
  private let offset: any Plan
  private let reference: any Plan

  private init(_ offset: any Plan, _ reference: any Plan) { (self.offset, self.reference) = (offset, reference) }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    if let mistake = call.undefinedProperties(&compiler, besides: { $0 == "from" }) { return mistake }
    let offset = call.valuePlan(&compiler)
    let reference: any Plan
    if let from = call.member("from") {
      reference = call.property("from", from.value, &compiler, in: call.scope)
    } else {
      let source = "now"
      reference = compiler.expression(source, nil, in: call.scope, depth: call.depth + 1)
    }
    return LocatedPlan(FromNowPlan(offset, reference), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    guard let offset = try offset.evaluate(&run).string else { throw JSONEError(.fromNowNotAString) }
    return try TimeOffset.text(offset, from: try reference.evaluate(&run), &run)
  }
}
