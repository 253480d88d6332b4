internal import Document

/// Makes an array, of plain JSON as long as it can be one, and keeps its depth and size below the limits.
struct ArrayBuilder {
  private var plain: [JSON] = []
  /// All elements, from the first that is no JSON on.
  private var mixed: [Value] = []
  private var depth = 0
  private var size = Value.scalarSize

  init(reserving capacity: Int = 0) { plain.reserveCapacity(capacity) }

  /// Deleted values are to be left out by the caller; what is given here stands in the array.
  mutating func append(_ value: Value, _ run: inout Run) throws(JSONEError) {
    let value = try run.measured(value)
    try take(Int(value.depth), Int(value.size), run)
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

  private mutating func take(_ depth: Int, _ size: Int, _ run: borrowing Run) throws(JSONEError) {
    self.depth = max(self.depth, depth)
    self.size += size
    if self.depth >= Limits.depth { throw JSONEError(.tooDeep) }
    if self.size > run.sizeLimit { throw JSONEError(.tooLarge) }
  }

  consuming func finish() -> Value {
    Value(mixed.isEmpty ? .json(.array(plain)) : .array(mixed), depth: depth + 1, size: size)
  }
}
