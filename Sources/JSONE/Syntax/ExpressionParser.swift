internal import Document

/// A Pratt parser: every operator has a level, and an operand takes in what binds tighter.
///
///     expression: operand (infix operand)*
///     operand:    unit postfix*
///     postfix:    . identifier | [ expression ] | [ expression? : expression? ] | ( arguments )
///     unit:       (! | - | +) unit | ( expression ) | number | string | true | false | null | identifier | list | object
///
/// Nesting is counted on from that of the template around it, so that the two together stay below the limit.
struct ExpressionParser {
  private var tokens: Tokenizer
  /// The token that is looked at; nil at the end.
  private(set) var token: Token?
  private var depth: Int

  /// - Parameter depth: how deep the template is nested around the expression.
  init(_ bytes: [UInt8], from start: Int = 0, depth: Int) throws(JSONEError) {
    tokens = Tokenizer(bytes, from: start)
    self.depth = depth
    token = try tokens.next()
  }

  /// The whole source as one expression.
  static func parse(_ source: String, depth: Int) throws(JSONEError) -> Syntax {
    var parser = try ExpressionParser(Array(source.utf8), depth: depth)
    let syntax = try parser.expression()
    guard parser.token == nil else { throw parser.unexpected(Expected.infix) }
    return syntax
  }

  /// The expression of an interpolation, up to its `}`, and the offset of that.
  static func interpolation(_ bytes: [UInt8], from start: Int, depth: Int) throws(JSONEError) -> (Syntax, end: Int) {
    var parser = try ExpressionParser(bytes, from: start, depth: depth)
    guard parser.token != nil else {
      throw JSONEError(.unterminatedInterpolation, at: max(0, start - 2)..<bytes.count)
    }
    let syntax = try parser.expression()
    guard let token = parser.token else {
      throw JSONEError(.unterminatedInterpolation, at: max(0, start - 2)..<bytes.count)
    }
    guard token.kind == .sign("}") else { throw parser.unexpected(Expected.infix) }
    return (syntax, token.range.lowerBound)
  }

  // MARK: - Expressions

  /// An expression of operators of at least `level`.
  mutating func expression(level: Int = 0) throws(JSONEError) -> Syntax {
    try descend()
    defer { depth -= 1 }
    var left = try operand()
    var links: [Syntax.Link] = []
    while case .infix(let infix)? = token?.kind, infix.level >= level {
      try advance()
      if infix == .power {
        // To the right first; nothing binds tighter, so no chain is open here.
        let right = try expression(level: infix.level)
        left = Syntax(form: .power(left, right), range: left.range.lowerBound..<right.range.upperBound)
        continue
      }
      let right = try expression(level: infix.level + 1)
      if let open = links.first, open.infix.level != infix.level {
        left = Self.chain(left, links)
        links = []
      }
      links.append(Syntax.Link(infix: infix, operand: right))
    }
    return Self.chain(left, links)
  }

  private static func chain(_ first: Syntax, _ links: [Syntax.Link]) -> Syntax {
    guard let last = links.last else { return first }
    return Syntax(form: .chain(first, links), range: first.range.lowerBound..<last.operand.range.upperBound)
  }

  private mutating func operand() throws(JSONEError) -> Syntax {
    let unit = try self.unit()
    var postfixes: [Syntax.Postfix] = []
    while let postfix = try self.postfix() { postfixes.append(postfix) }
    guard let last = postfixes.last else { return unit }
    return Syntax(form: .postfix(unit, postfixes), range: unit.range.lowerBound..<last.range.upperBound)
  }

  // MARK: - Tokens

  mutating func descend() throws(JSONEError) {
    depth += 1
    guard depth <= Limits.depth else { throw JSONEError(.tooDeep, at: token?.range) }
  }

  mutating func ascend() { depth -= 1 }

  mutating func advance() throws(JSONEError) { token = try tokens.next() }

  func text(_ range: Range<Int>) -> String { tokens.text(range) }

  /// The token that must stand here, passed.
  @discardableResult
  mutating func take(_ sign: Unicode.Scalar) throws(JSONEError) -> Token {
    guard let found = token, found.kind == .sign(sign) else { throw unexpected([String(sign)]) }
    try advance()
    return found
  }

  /// Passes the token if it is that sign.
  mutating func takes(_ sign: Unicode.Scalar) throws(JSONEError) -> Bool {
    guard token?.kind == .sign(sign) else { return false }
    try advance()
    return true
  }

  func unexpected(_ expected: [String]) -> JSONEError {
    guard let token else {
      return JSONEError(.unexpectedEnd, at: tokens.bytes.count..<tokens.bytes.count)
    }
    return JSONEError(.unexpectedToken(found: text(token.range), expected: expected), at: token.range)
  }
}

/// What an error says could have stood instead.
enum Expected {
  static let infix = [
    "!=", "&&", "(", "*", "**", "+", "-", ".", "/", "<", "<=", "==", ">", ">=", "[", "in", "||",
  ]
  static let unit = [
    "!", "(", "+", "-", "[", "false", "identifier", "null", "number", "string", "true", "{",
  ]
}
