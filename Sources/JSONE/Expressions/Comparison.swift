internal import Document

/// Equality, order and membership. Texts are compared by their code points, which is the order of their bytes.
enum Comparison {
  /// Deep equality. Values of different types are unequal; a function equals itself only.
  static func areEqual(_ a: Value, _ b: Value, _ run: inout Run) throws(JSONEError) -> Bool {
    switch (a.content, b.content) {
    case (.json(let a), .json(let b)):
      try charge(a, b, &run)
      return a == b
    case (.function(let a), .function(let b)): return a === b
    default: break
    }
    if let a = a.elements, let b = b.elements {
      guard a.count == b.count else { return false }
      for index in a.indices where try !areEqual(a[index], b[index], &run) { return false }
      return true
    }
    guard let a = a.fields, let b = b.fields, a.count == b.count else { return false }
    for index in a.indices {
      let (x, y) = (a[index], b[index])
      guard x.key.hasSameBytes(as: y.key), try areEqual(x.value, y.value, &run) else { return false }
    }
    return true
  }

  /// Steps for going through both, where they are large enough to matter.
  private static func charge(_ a: JSON, _ b: JSON, _ run: inout Run) throws(JSONEError) {
    switch (a, b) {
    case (.array, .array), (.object, .object): _ = try run.measure(a)
    case (.string(let text), .string): try run.charge(text: text)
    default: break
    }
  }

  static func order(
    _ infix: InfixOperator, _ left: Value, _ right: Value, _ run: inout Run
  ) throws(JSONEError) -> Value {
    let (isLess, isGreater): (Bool, Bool)
    if let a = left.number, let b = right.number {
      (isLess, isGreater) = (a < b, a > b)
    } else if let a = left.string, let b = right.string {
      try run.charge(text: a)
      (isLess, isGreater) = (a.precedesInBytes(b), b.precedesInBytes(a))
    } else {
      throw JSONEError(.infixOperands(infix.rawValue, expected: "numbers/strings"))
    }
    switch infix {
    case .less: return Value(isLess)
    case .lessOrEqual: return Value(!isGreater)
    case .greater: return Value(isGreater)
    default: return Value(!isLess)
    }
  }

  /// `needle in haystack`: an element of an array, a key of an object, a part of a text.
  static func contains(_ haystack: Value, _ needle: Value, _ run: inout Run) throws(JSONEError) -> Value {
    if let elements = haystack.elements {
      try run.charge(elements.count)
      for element in elements where try areEqual(element, needle, &run) { return Value(true) }
      return Value(false)
    }
    if let fields = haystack.fields {
      guard let key = needle.string else {
        throw JSONEError(.infixOperands("in-object", expected: "string on left side"))
      }
      return Value(fields[key] != nil)
    }
    guard let text = haystack.string else {
      throw JSONEError(.infixOperands("in", expected: "Array, string, or object on right side"))
    }
    guard let part = needle.string else {
      throw JSONEError(.infixOperands("in-string", expected: "string on left side"))
    }
    try run.charge(text: text)
    return Value(text.firstByteRange(of: part) != nil)
  }
}
