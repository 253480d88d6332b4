internal import Document

/// `{$fromNow: offset, from: time}`: a time, as ISO 8601 text; from `now` if nothing else is said.
final class FromNowPlan: Plan {
  private let offset: any Plan
  /// The offset, if the template spells it out and it parses.
  private let parsed: TimeOffset?
  private let reference: any Plan
  /// Whether the reference is the `now` of the context.
  private let isOwn: Bool

  private init(_ offset: any Plan, _ reference: any Plan, isOwn: Bool) {
    (self.offset, self.reference, self.isOwn) = (offset, reference, isOwn)
    parsed = offset.constant?.string.flatMap { try? TimeOffset($0) }
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let offset = call.valuePlan(&compiler)
    let reference: any Plan
    if let from = call.member("from") {
      reference = call.property("from", from.value, &compiler, in: call.scope)
    } else {
      reference = compiler.expression("now", nil, in: call.scope, depth: call.depth + 1)
    }
    let isOwn = call.member("from") == nil && call.scope.candidates("now").places.isEmpty
    return LocatedPlan(FromNowPlan(offset, reference, isOwn: isOwn), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    let offset = if let parsed { parsed } else { try parse(&run) }
    if isOwn, let now = run.ownNow { return try offset.text(from: now) }
    return try offset.text(from: TimeOffset.time(try reference.evaluate(&run)))
  }

  private func parse(_ run: inout Run) throws(JSONEError) -> TimeOffset {
    guard let text = try offset.evaluate(&run).string else { throw JSONEError(.fromNowNotAString) }
    try run.charge(text: text)
    return try TimeOffset(text)
  }
}
