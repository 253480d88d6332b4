internal import Document

/// What a part of a template is worth while it is evaluated: JSON, or what JSON cannot say.
///
/// Nearly all values are JSON and are shared with the context, the template and the result as they are. Arrays and
/// objects are of the wider forms only if a function is somewhere in them; so
/// the result of a template is good if it is JSON, without a second look.
struct Value: Sendable {
  enum Content: Sendable {
    case json(JSON)
    case function(Function)
    case array([Value])
    case object([Field])
    /// Nothing at all: what an `$if` without a branch to take makes. Arrays and objects leave it out.
    case deleted
  }

  struct Field: Sendable {
    let key: String
    let value: Value
  }

  let content: Content
  /// How many arrays and objects are nested in it, itself included.
  let depth: UInt16
  /// About its bytes as JSON; 0 while it has not been measured.
  let size: UInt32

  init(_ content: Content, depth: Int, size: Int) {
    self.content = content
    self.depth = UInt16(truncatingIfNeeded: depth)
    self.size = UInt32(truncatingIfNeeded: size)
  }

  /// Arrays and objects are measured when they become a part of another value.
  init(_ json: JSON) {
    switch json {
    case .null, .bool, .number: self.init(.json(json), depth: 0, size: Self.scalarSize)
    case .string(let text): self.init(.json(json), depth: 0, size: Self.size(of: text))
    case .array, .object: self.init(.json(json), depth: 0, size: 0)
    }
  }

  init(_ text: String) { self.init(.json(.string(text)), depth: 0, size: Self.size(of: text)) }
  init(_ number: Double) { self.init(.json(.number(number)), depth: 0, size: Self.scalarSize) }
  init(_ bool: Bool) { self.init(.json(.bool(bool)), depth: 0, size: Self.scalarSize) }
  init(_ function: Function) { self.init(.function(function), depth: 0, size: Self.scalarSize) }

  static let null = Value(JSON.null)
  static let deleted = Value(.deleted, depth: 0, size: scalarSize)

  // MARK: - Sizes

  static let scalarSize = 8
  static func size(of text: String) -> Int { scalarSize + min(text.utf8.count, Int(UInt32.max) / 2) }
}

// MARK: - Looking inside

extension Value {
  var json: JSON? { if case .json(let json) = content { json } else { nil } }
  var string: String? { if case .json(.string(let text)) = content { text } else { nil } }
  var number: Double? { if case .json(.number(let number)) = content { number } else { nil } }
  var isDeleted: Bool { if case .deleted = content { true } else { false } }

  /// The elements of an array of either form.
  var elements: Elements? {
    switch content {
    case .json(.array(let elements)): .plain(elements)
    case .array(let elements): .mixed(elements)
    default: nil
    }
  }

  /// The members of an object of either form.
  var fields: Fields? {
    switch content {
    case .json(.object(let object)): .plain(object)
    case .object(let fields): .mixed(fields)
    default: nil
    }
  }

  /// False of null, false, 0, NaN, and of empty text, arrays and objects.
  var isTruthy: Bool {
    switch content {
    case .json(.null): false
    case .json(.bool(let value)): value
    case .json(.number(let value)): value != 0 && !value.isNaN
    case .json(.string(let value)): !value.isEmpty
    case .json(.array(let value)): !value.isEmpty
    case .json(.object(let value)): !value.isEmpty
    case .function, .array, .object, .deleted: true
    }
  }

  /// As JSON-e's `typeof` says it.
  var typeName: String {
    switch content {
    case .json(.null): "null"
    case .json(.bool): "boolean"
    case .json(.number): "number"
    case .json(.string): "string"
    case .json(.array), .array: "array"
    case .json(.object), .object: "object"
    case .function, .deleted: "function"
    }
  }
}
