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
    return LocatedPlan(MergePlan(call.valuePlan(&compiler), call, isDeep: isDeep), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let elements = try value.evaluate(&run).elements else { throw JSONEError(.notAnArrayOfObjects(name)) }
    guard elements.allSatisfy(\.isObject) else { throw JSONEError(.notAnArrayOfObjects(name)) }
    if !isDeep, case .plain(let plain) = elements {
      // No larger than the array is: measured if it becomes a part of another value.
      var members: [JSONObject.Member] = []
      for case .object(let object) in plain { members.append(contentsOf: object.members) }
      try run.charge(members.count)
      return Value(JSON.object(JSONObject(members)))
    }
    return try merge(elements.compactMap(\.fields), &run)
  }

  /// Groups the members of all objects by their keys, and merges each group.
  private func merge(_ objects: [Fields], _ run: inout Run) throws(JSONEError) -> Value {
    var fields: [Value.Field] = []
    fields.reserveCapacity(objects.reduce(0) { $0 + $1.count })
    for object in objects { fields.append(contentsOf: object) }
    try run.charge(fields.count)
    // The objects are in order, each for itself: a stable sort keeps what is later in a group later.
    let order = fields.indices.sorted { a, b in
      let (x, y) = (fields[a].key, fields[b].key)
      return x.precedesInBytes(y) || (a < b && !y.precedesInBytes(x))
    }
    var merged = ObjectBuilder(reserving: fields.count)
    var start = 0
    while start < order.count {
      let key = fields[order[start]].key
      var end = start + 1
      while end < order.count, fields[order[end]].key.hasSameBytes(as: key) { end += 1 }
      let last = fields[order[end - 1]].value
      let value = isDeep && end - start > 1 ? try combine(order[start..<end].map { fields[$0].value }, &run) : last
      try merged.append(key, value, &run)
      start = end
    }
    return merged.finishOrdered()
  }

  /// The values of one key, from the first object to the last: objects are merged and arrays joined with their like, and
  /// whatever meets another kind takes its place.
  private func combine(_ values: [Value], _ run: inout Run) throws(JSONEError) -> Value {
    var start = values.count - 1
    while start > 0, values[start - 1].isMergeable(with: values[start]) { start -= 1 }
    let alike = values[start...]
    guard alike.count > 1 else { return values[values.count - 1] }
    if alike[start].fields != nil { return try merge(alike.compactMap(\.fields), &run) }
    var array = ArrayBuilder()
    for value in alike {
      for element in value.elements ?? .plain([]) {
        try run.charge()
        try array.append(element, &run)
      }
    }
    return array.finish()
  }
}

extension Value {
  fileprivate var isObject: Bool {
    switch content {
    case .json(.object), .object: true
    default: false
    }
  }

  fileprivate func isMergeable(with other: Value) -> Bool {
    (fields != nil && other.fields != nil) || (elements != nil && other.elements != nil)
  }
}
