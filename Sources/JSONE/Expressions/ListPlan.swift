internal import Document

/// `[a, b]` in an expression.
final class ListPlan: Plan {
  private let elements: [any Plan]

  init(_ elements: [any Plan]) { self.elements = elements }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    var array = ArrayBuilder(reserving: elements.count)
    for element in elements { try array.append(try element.evaluate(&run), &run) }
    return array.finish()
  }
}

/// `{a: 1, "b": 2}` in an expression.
final class ObjectLiteralPlan: Plan {
  private let members: [ObjectPlan.Member]

  init(_ members: [ObjectPlan.Member]) { self.members = members }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    var object = ObjectBuilder(reserving: members.count)
    for member in members { try object.append(member.key, try member.plan.evaluate(&run), &run) }
    return object.finish()
  }
}
