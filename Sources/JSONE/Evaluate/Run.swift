internal import Document

/// One rendering of a template: where its variables are, and how much it may still use up.
struct Run {
  /// The variables of `$let` and of loops, by the slots that the compiler gave them.
  var slots: [Value]
  let context: Context
  /// The names that the template takes from the context.
  private let names: [String]
  private var globals: [Value?]
  private var steps: Int
  /// Where texts are put together. No text is made within another: expressions hold none.
  var text: [UInt8] = []
  let sizeLimit: Int

  init(_ program: Program, context: Context, limits: Limits) {
    slots = Array(repeating: .deleted, count: program.slotCount)
    self.context = context
    names = program.globals
    globals = Array(repeating: nil, count: names.count)
    steps = limits.steps
    sizeLimit = limits.size
  }

  // MARK: - Variables

  /// The value of a name of the context, looked up once a run.
  mutating func global(_ index: Int) -> Value? {
    if let known = globals[index] { return known }
    let found = global(named: names[index])
    globals[index] = found
    return found
  }

  func global(named name: String) -> Value? {
    if let value = context.binding(name) { return value }
    if name == "now", let now = context.now { return Value(now.iso) }
    return Builtins.all[name].map { Value($0) }
  }

  /// The time of the context, unless a value of its own goes by that name.
  var ownNow: Timestamp? { context.has("now") ? nil : context.now }

  // MARK: - Limits

  /// Takes steps off what is left.
  @inline(__always)
  mutating func charge(_ count: Int = 1) throws(JSONEError) {
    steps -= count
    if steps < 0 { throw JSONEError(.tooManySteps) }
  }

  /// How deep a value is and how large, as it becomes a part of another.
  @inline(__always)
  mutating func measure(_ value: Value) throws(JSONEError) -> (depth: Int, size: Int) {
    if value.size > 0 { return (Int(value.depth), Int(value.size)) }
    guard case .json(let json) = value.content else { return (0, Value.scalarSize) }
    return try measure(json)
  }

  mutating func measure(_ json: JSON) throws(JSONEError) -> (depth: Int, size: Int) {
    var measure = Measure(sizeLimit: sizeLimit)
    try measure.add(json, level: 0)
    try charge(measure.count)
    return (measure.depth, measure.size)
  }

  /// Refuses a value of about so many bytes before it exists.
  func allow(_ bytes: Int) throws(JSONEError) {
    if bytes > sizeLimit { throw JSONEError(.tooLarge) }
  }

  /// Takes off the steps of going through text once.
  mutating func charge(text: String) throws(JSONEError) { try charge(text.utf8.count / 64) }
}

/// Walks through a value for its depth and size, no deeper and no further than the limits.
private struct Measure {
  let sizeLimit: Int
  var depth = 0
  var size = 0
  var count = 0

  mutating func add(_ json: JSON, level: Int) throws(JSONEError) {
    count += 1
    switch json {
    case .null, .bool, .number: size += Value.scalarSize
    case .string(let text): size += Value.size(of: text)
    case .array(let elements):
      try enter(level + 1)
      for element in elements { try add(element, level: level + 1) }
    case .object(let object):
      try enter(level + 1)
      for member in object.members {
        size += member.key.utf8.count
        try add(member.value, level: level + 1)
      }
    }
    if size > sizeLimit { throw JSONEError(.tooLarge) }
  }

  private mutating func enter(_ level: Int) throws(JSONEError) {
    size += Value.scalarSize
    depth = max(depth, level)
    if level > Limits.depth { throw JSONEError(.tooDeep) }
  }
}
