internal import Document

/// An expression as it was written, with the range of every part in UTF-8 offsets of the source.
struct Syntax: Sendable {
  indirect enum Form: Sendable {
    case literal(JSON)
    case name(String)
    case unary(UnaryOperator, Syntax)
    /// Operands of one level, joined from left to right: `1 + 2 - 3` is one chain, however long.
    case chain(Syntax, [Link])
    case power(Syntax, Syntax)
    /// A value and what is done to it, from left to right: `a.b[0](c)`.
    case postfix(Syntax, [Postfix])
    case list([Syntax])
    case object([Entry])
  }

  struct Link: Sendable {
    let infix: InfixOperator
    let operand: Syntax
  }

  struct Postfix: Sendable {
    enum Form: Sendable {
      case member(String)
      case index(Syntax)
      case slice(from: Syntax?, to: Syntax?)
      case call([Syntax])
    }

    let form: Form
    let range: Range<Int>
  }

  struct Entry: Sendable {
    let key: String
    let value: Syntax
  }

  let form: Form
  let range: Range<Int>
}

/// The operators before an operand. They bind to the next unit only: `!a.b` is `(!a).b`.
enum UnaryOperator: String, Sendable {
  case not = "!"
  case minus = "-"
  case plus = "+"
}
