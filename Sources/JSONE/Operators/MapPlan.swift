internal import Document

/// `{$map: array or object, each(x): template}`. Of an array `each(x, i)` also gets the index. Of an object `each(x)`
/// gets `{key, val}` and `each(v, k)` both apart; its results are objects, which are merged.
final class MapPlan: Plan {
  private let value: any Plan
  private let body: any Plan
  private let slots: Range<Int>
  private let each: String

  private init(_ value: any Plan, _ body: any Plan, _ slots: Range<Int>, _ each: String) {
    (self.value, self.body, self.slots, self.each) = (value, body, slots, each)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let loops = call.others.compactMap { Loop($0, "each", variables: 1...2) }
    let keys = loops.map(\.member.key)
    let value = call.valuePlan(&compiler)
    guard loops.count == 1 else {
      let mistake = compiler.mistake(JSONEError(.missingEach("$map")), call.origin)
      return LocatedPlan(MapPlan(value, mistake, 0..<0, ""), call.origin)
    }
    let (scope, slots) = call.scope(loops[0], &compiler)
    let body = compiler.template(loops[0].member.value, in: scope, depth: call.depth + 1)
    return LocatedPlan(MapPlan(value, body, slots, keys[0]), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    let value = try value.evaluate(&run)
    if let elements = value.elements { return try map(elements, &run) }
    if let fields = value.fields { return try map(fields, &run) }
    throw JSONEError(.mapNotACollection)
  }

  private func map(_ elements: Elements, _ run: inout Run) throws(JSONEError) -> Value {
    var array = ArrayBuilder(reserving: elements.count)
    if slots.isEmpty { return try body.evaluate(&run) }
    for index in elements.indices {
      let value = try turn(index, elements[index], Value(Double(index)), &run)
      if !value.isDeleted { try array.append(value, &run) }
    }
    return array.finish()
  }

  private func map(_ fields: Fields, _ run: inout Run) throws(JSONEError) -> Value {
    var object = ObjectBuilder(reserving: fields.count)
    if slots.isEmpty { return try body.evaluate(&run) }
    for index in fields.indices {
      let field = fields[index]
      let item = slots.count == 1 ? try pair(field, &run) : field.value
      let value = try turn(index, item, Value(field.key), &run)
      guard !value.isDeleted else { continue }
      guard let members = value.fields else { throw JSONEError(.mapResultNotAnObject(each: each)) }
      for member in members { try object.append(member.key, member.value, &run) }
    }
    return object.finish()
  }

  private func pair(_ field: Value.Field, _ run: inout Run) throws(JSONEError) -> Value {
    var pair = ObjectBuilder(reserving: 2)
    try pair.append("key", Value(field.key), &run)
    try pair.append("val", field.value, &run)
    return pair.finishOrdered()
  }

  /// One turn of the loop, with an element and its index or key.
  private func turn(_ index: Int, _ item: Value, _ second: Value, _ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    run.slots[slots.lowerBound] = item
    if slots.count > 1 { run.slots[slots.lowerBound + 1] = second }
    do {
      return try body.evaluate(&run)
    } catch {
      throw error.inside(.item(index)).inside(.property(each))
    }
  }
}
