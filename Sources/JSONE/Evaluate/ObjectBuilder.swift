internal import Document

/// Makes an object, of plain JSON as long as it can be one, and keeps its depth and size below the limits.
struct ObjectBuilder {
  private var plain: [JSONObject.Member] = []
  /// All members, from the first that is no JSON on.
  private var mixed: [Value.Field] = []
  private var depth = 0
  private var size = Value.scalarSize

  init(reserving capacity: Int = 0) { plain.reserveCapacity(capacity) }

  /// Deleted values are to be left out by the caller. Of equal keys the one given last holds.
  mutating func append(_ key: String, _ value: Value, _ run: inout Run) throws(JSONEError) {
    let (depth, size) = try run.measure(value)
    self.depth = max(self.depth, depth)
    self.size += size + key.utf8.count
    if self.depth >= Limits.depth { throw JSONEError(.tooDeep) }
    if self.size > run.sizeLimit { throw JSONEError(.tooLarge) }
    if mixed.isEmpty {
      if case .json(let json) = value.content {
        plain.append(JSONObject.Member(key: key, value: json))
        return
      }
      mixed = plain.map { Value.Field(key: $0.key, value: Value($0.value)) }
      plain = []
    }
    mixed.append(Value.Field(key: key, value: value))
  }

  /// Of keys that came in strict order, as compiled templates have them.
  consuming func finishOrdered() -> Value {
    mixed.isEmpty
      ? Value(.json(.object(JSONObject(ordered: plain))), depth: depth + 1, size: size)
      : Value(.object(mixed), depth: depth + 1, size: size)
  }

  /// Of keys in any order.
  consuming func finish() -> Value {
    guard mixed.isEmpty else {
      return Value(.object(Self.ordered(mixed)), depth: depth + 1, size: size)
    }
    let object = JSONObject(plain)
    // A member that was replaced makes the sum too large: it is measured again where that matters.
    let size = object.count == plain.count ? size : 0
    return Value(.json(.object(object)), depth: depth + 1, size: size)
  }

  private static func ordered(_ fields: [Value.Field]) -> [Value.Field] {
    let order = fields.indices.sorted { a, b in
      let (x, y) = (fields[a].key, fields[b].key)
      return x.precedesInBytes(y) || (a < b && x.hasSameBytes(as: y))
    }
    var result: [Value.Field] = []
    result.reserveCapacity(fields.count)
    for index in order {
      let field = fields[index]
      if let last = result.last, last.key.hasSameBytes(as: field.key) { result.removeLast() }
      result.append(field)
    }
    return result
  }
}
