/// What a JSON value must look like: a small language in which the rules of task bodies and worker payloads are written
/// down, once, as values.
indirect enum Shape: Sendable {
  case any
  case boolean
  case integer(atLeast: Int, atMost: Int = .max)
  /// `length` counts code points.
  case text(length: ClosedRange<Int> = 0...Int.max, TextPattern? = nil)
  case oneOf([String])
  case list(of: Shape, count: ClosedRange<Int> = 0...Int.max, unique: Bool = false)
  /// An object with any keys, whose values are of one shape.
  case map(of: Shape)
  case record(Record)
  /// Objects of several kinds, told apart by the key that only one of them has.
  case kinds(KeyedKinds)
  /// A text, or an object whose `type` says its kind.
  case textOrTyped([String: Record])

  /// An object of known fields. Of one class, so that a check on another core takes hold of it with one count, not of
  /// each of its parts.
  final class Record: Sendable {
    /// In the order of their names' bytes, so that a check walks fields and members side by side.
    let fields: [Field]
    /// Fields of which one asks for the other.
    let together: [(String, needs: String)]

    init(_ fields: [Field], together: [(String, needs: String)] = []) {
      self.fields = fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      self.together = together
    }
  }

  struct Field: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool

    /// Quicker than a comparison of bytes where texts are short, and as exact: the names of fields are ASCII, and whatever
    /// else is canonically equal to one, as U+212A is to `K`, has more bytes.
    func isNamed(_ key: String) -> Bool { key == name && key.utf8.count == name.utf8.count }

    static func required(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: true)
    }

    static func optional(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: false)
    }
  }

  /// Alternatives, the first one whose key is there holds; the keys exclude each other.
  struct KeyedKinds: Sendable {
    let kinds: [(key: String, record: Record)]
    /// The kind that is meant when none of the keys is there; nil if that is a mistake.
    let otherwise: Record?

    init(_ kinds: [(key: String, record: Record)], otherwise: Record? = nil) {
      self.kinds = kinds
      self.otherwise = otherwise
    }
  }
}
