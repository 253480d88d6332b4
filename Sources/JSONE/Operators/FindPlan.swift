internal import Document

/// `{$find: array, each(x): condition}`: the first element for which the condition holds, or nothing; `each(x, i)` also
/// gets the index.
final class FindPlan: Plan {
  private let value: any Plan
  private let condition: any Plan
  private let slots: Range<Int>
  private let each: String

  private init(_ value: any Plan, _ condition: any Plan, _ slots: Range<Int>, _ each: String) {
    (self.value, self.condition, self.slots, self.each) = (value, condition, slots, each)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let loops = call.others.compactMap { Loop($0, "each", variables: 1...2) }
    let keys = loops.map(\.member.key)
    let value = call.valuePlan(&compiler)
    guard loops.count == 1 else {
      let mistake = compiler.mistake(JSONEError(.missingEach("$find")), call.origin)
      return LocatedPlan(FindPlan(value, mistake, 0..<0, ""), call.origin)
    }
    let (scope, slots) = call.scope(loops[0], &compiler)
    let condition =
      call.expression(loops[0].member.value, &compiler, in: scope)
      ?? compiler.mistake(JSONEError(.eachNotAnExpression), compiler.origin(loops[0].member.value.range))
    return LocatedPlan(FindPlan(value, condition, slots, keys[0]), call.origin)
  }

  var mayBeNothing: Bool { true }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let elements = try value.evaluate(&run).elements else { throw JSONEError(.notAnArray("$find")) }
    if slots.isEmpty { return try condition.evaluate(&run) }
    for index in elements.indices {
      try run.charge()
      let element = elements[index]
      run.slots[slots.lowerBound] = element
      if slots.count > 1 { run.slots[slots.lowerBound + 1] = Value(Double(index)) }
      do {
        if try condition.evaluate(&run).isTruthy { return element }
      } catch {
        throw error.inside(.item(index)).inside(.property(each))
      }
    }
    return .deleted
  }
}
