internal import Document

/// `{$sort: array, by(x): expression}`: numbers or texts in order, or anything by a number or text of it. Equal ones stay
/// as they were.
final class SortPlan: Plan {
  private let value: any Plan
  private let by: (plan: any Plan, slot: Int, name: String)?

  private init(_ value: any Plan, _ by: (any Plan, Int, String)?) { (self.value, self.by) = (value, by) }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    let loops = call.others.compactMap { Loop($0, "by", variables: 1...1) }
    guard loops.count <= 1 else { return compiler.mistake(JSONEError(.severalBys), call.origin) }
    let value = call.valuePlan(&compiler)
    let by = loops.first.map { loop in
      let (scope, slots) = call.scope(loop, &compiler)
      let plan =
        call.expression(loop.member.value, &compiler, in: scope)
        ?? compiler.mistake(
          JSONEError(.notAnExpression(loop.member.key)), compiler.origin(loop.member.value.range))
      return (plan, slots.lowerBound, loop.member.key)
    }
    return LocatedPlan(SortPlan(value, by), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    let value = try value.evaluate(&run)
    guard let elements = value.elements else { throw JSONEError(.unsortable) }
    try run.charge(elements.count)
    var keys: [Value] = []
    keys.reserveCapacity(elements.count)
    for index in elements.indices { keys.append(try key(index, elements[index], &run)) }
    let order = try Self.order(keys)
    let (depth, size) = (Int(value.depth), Int(value.size))
    return switch elements {
    case .plain(let plain): Value(.json(.array(order.map { plain[$0] })), depth: depth, size: size)
    case .mixed(let mixed): Value(.array(order.map { mixed[$0] }), depth: depth, size: size)
    }
  }

  private func key(_ index: Int, _ element: Value, _ run: inout Run) throws(JSONEError) -> Value {
    guard let by else { return element }
    run.slots[by.slot] = element
    do {
      return try by.plan.evaluate(&run)
    } catch {
      throw error.inside(.item(index)).inside(.property(by.name))
    }
  }

  /// The indices of keys in their order. All are numbers, or all are texts.
  private static func order(_ keys: [Value]) throws(JSONEError) -> [Int] {
    let numbers = keys.compactMap(\.number)
    if numbers.count == keys.count {
      return keys.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    }
    let texts = keys.compactMap(\.string)
    guard texts.count == keys.count else { throw JSONEError(.unsortable) }
    return keys.indices.sorted { a, b in
      let (x, y) = (texts[a], texts[b])
      return x.precedesInBytes(y) || (a < b && !y.precedesInBytes(x))
    }
  }
}
