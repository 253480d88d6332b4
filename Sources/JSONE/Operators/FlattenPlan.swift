internal import Document

/// `{$flatten: [[a], b]}` by one level, `$flattenDeep` by all.
final class FlattenPlan: Plan {
  private let value: any Plan
  private let name: String
  private let isDeep: Bool
  private let origin: Origin?

  private init(_ value: any Plan, _ call: OperatorCall, isDeep: Bool) {
    (self.value, name, self.isDeep, origin) = (value, call.name, isDeep, call.origin)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    compile(&compiler, call, isDeep: false)
  }

  static func compileDeep(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    compile(&compiler, call, isDeep: true)
  }

  private static func compile(_ compiler: inout Compiler, _ call: OperatorCall, isDeep: Bool) -> any Plan {
    return FlattenPlan(call.valuePlan(&compiler), call, isDeep: isDeep)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    let value = try value.evaluate(&run)
    guard let elements = value.elements else {
      throw JSONEError(.notAnArray(name)).located { _ in origin?.place(nil) }
    }
    var array = ArrayBuilder(reserving: elements.count, from: value)
    for element in elements { try flatten(element, levels: isDeep ? Limits.depth : 1, into: &array, &run) }
    return array.finish()
  }

  private func flatten(
    _ value: Value, levels: Int, into array: inout ArrayBuilder, _ run: inout Run
  ) throws(JSONEError) {
    try run.charge()
    guard levels > 0, let elements = value.elements else {
      try array.append(value, &run)
      return
    }
    for element in elements { try flatten(element, levels: levels - 1, into: &array, &run) }
  }
}
