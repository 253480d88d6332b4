internal import Document

/// `{$reduce: array, initial: value, each(acc, x): template}`; `each(acc, x, i)` also gets the index. A turn that
/// evaluates to nothing leaves the accumulator as it is. The initial value is taken as it stands, not evaluated.
final class ReducePlan: Plan {
  private let value: any Plan
  private let body: any Plan
  private let initial: Value
  private let slots: Range<Int>
  private let each: String

  private init(_ value: any Plan, _ body: any Plan, _ initial: Value, _ slots: Range<Int>, _ each: String) {
    (self.value, self.body, self.initial, self.slots, self.each) = (value, body, initial, slots, each)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let loops = call.others.compactMap { Loop($0, "each", variables: 2...3) }
    let keys = loops.map(\.member.key)
    guard let initial = call.member("initial"), loops.count == 1 else {
      return compiler.mistake(JSONEError(.reduceProperties), call.origin)
    }
    let value = call.valuePlan(&compiler)
    let (scope, slots) = call.scope(loops[0], &compiler)
    let body = compiler.template(loops[0].member.value, in: scope, depth: call.depth + 1)
    return LocatedPlan(ReducePlan(value, body, Value(initial.value.json), slots, keys[0]), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let elements = try value.evaluate(&run).elements else { throw JSONEError(.notAnArray("$reduce")) }
    var accumulator = initial
    for index in elements.indices {
      try run.charge()
      run.slots[slots.lowerBound] = accumulator
      run.slots[slots.lowerBound + 1] = elements[index]
      if slots.count > 2 { run.slots[slots.lowerBound + 2] = Value(Double(index)) }
      let value: Value
      do {
        value = try body.evaluate(&run)
      } catch {
        throw error.inside(.item(index)).inside(.property(each))
      }
      if !value.isDeleted { accumulator = value }
    }
    return accumulator
  }
}
