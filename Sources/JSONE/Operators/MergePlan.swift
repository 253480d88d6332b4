internal import Document

/// `{$merge: [a, b]}`: members of later objects hold. `$mergeDeep` merges objects under the same key, and joins arrays.
final class MergePlan: Plan {
  private let value: any Plan
  private let name: String
  private let isDeep: Bool

  private init(_ value: any Plan, _ call: OperatorCall, isDeep: Bool) {
    (self.value, name, self.isDeep) = (value, call.name, isDeep)
  }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    compile(&compiler, call, isDeep: false)
  }

  static func compileDeep(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    compile(&compiler, call, isDeep: true)
  }

  private static func compile(_ compiler: inout Compiler, _ call: OperatorCall, isDeep: Bool) -> any Plan {
    if let mistake = call.undefinedProperties(&compiler, besides: { _ in false }) { return mistake }
    return LocatedPlan(MergePlan(call.valuePlan(&compiler), call, isDeep: isDeep), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let elements = try value.evaluate(&run).elements else { throw JSONEError(.notAnArrayOfObjects(name)) }
    guard elements.allSatisfy({ $0.fields != nil }) else { throw JSONEError(.notAnArrayOfObjects(name)) }
    if isDeep {
      var merged = Value(.json(.object(JSONObject())), depth: 1, size: Value.scalarSize)
      for element in elements { merged = try Self.mergeDeep(merged, element, &run) }
      return merged
    }
    var object = ObjectBuilder()
    for element in elements {
      guard let fields = element.fields else { continue }
      try run.charge(fields.count)
      for field in fields { try object.append(field.key, field.value, &run) }
    }
    return object.finish()
  }

  /// Walks through the members of both objects side by side: they are in order.
  private static func mergeDeep(_ a: Value, _ b: Value, _ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    if let a = a.elements, let b = b.elements {
      try run.charge(a.count + b.count)
      var array = ArrayBuilder(reserving: a.count + b.count)
      for element in a { try array.append(element, &run) }
      for element in b { try array.append(element, &run) }
      return array.finish()
    }
    guard let a = a.fields, let b = b.fields else { return b }
    try run.charge(a.count + b.count)
    var object = ObjectBuilder(reserving: a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || i < a.count && a[i].key.precedesInBytes(b[j].key) {
        try object.append(a[i].key, a[i].value, &run)
        i += 1
      } else if i == a.count || b[j].key.precedesInBytes(a[i].key) {
        try object.append(b[j].key, b[j].value, &run)
        j += 1
      } else {
        try object.append(a[i].key, try mergeDeep(a[i].value, b[j].value, &run), &run)
        (i, j) = (i + 1, j + 1)
      }
    }
    return object.finishOrdered()
  }
}
