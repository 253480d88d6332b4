/// A word of an expression, by its range in the source, in UTF-8 offsets.
struct Token: Equatable {
  enum Kind: Equatable {
    case number, string, identifier
    case `true`, `false`, null
    case infix(InfixOperator)
    case sign(UInt8)
  }

  let kind: Kind
  let range: Range<Int>
}

extension Token.Kind {
  /// One of `( ) [ ] { } : , . + - !`; `+` and `-` are told from their infix forms by the parser.
  static func sign(_ character: Unicode.Scalar) -> Token.Kind { .sign(UInt8(ascii: character)) }

  /// The words with a meaning of their own, which no identifier can be.
  init(word: String) {
    switch word {
    case "true": self = .true
    case "false": self = .false
    case "null": self = .null
    case "in": self = .infix(.in)
    default: self = .identifier
    }
  }
}
