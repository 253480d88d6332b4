internal import Document

/// Makes an array, of plain JSON as long as it can be one, and keeps its depth and size below the limits.
struct ArrayBuilder {
  private var plain: [JSON] = []
  /// All elements, from the first that is no JSON on.
  private var mixed: [Value] = []
  private var depth = 0
  private var size = Value.scalarSize
  /// The value that all elements are taken from, if there is one: the array is no deeper and no larger.
  private let source: Value?

  init(reserving capacity: Int = 0, from source: Value? = nil) {
    plain.reserveCapacity(capacity)
    self.source = source
  }

  /// Deleted values are to be left out by the caller; what is given here stands in the array.
  mutating func append(_ value: Value, _ run: inout Run) throws(JSONEError) {
    if source == nil {
      let (depth, size) = try run.measure(value)
      self.depth = max(self.depth, depth)
      self.size += size
      if self.depth >= Limits.depth { throw JSONEError(.tooDeep) }
      if self.size > run.sizeLimit { throw JSONEError(.tooLarge) }
    }
    if mixed.isEmpty {
      if case .json(let json) = value.content {
        plain.append(json)
        return
      }
      mixed = plain.map { Value($0) }
      plain = []
    }
    mixed.append(value)
  }

  consuming func finish() -> Value {
    guard let source else {
      return Value(mixed.isEmpty ? .json(.array(plain)) : .array(mixed), depth: depth + 1, size: size)
    }
    // Plain JSON is measured when it becomes a part of another value, if it ever does.
    return mixed.isEmpty
      ? Value(JSON.array(plain)) : Value(.array(mixed), depth: Int(source.depth), size: Int(source.size))
  }
}
