internal import Document

extension ExpressionParser {
  /// What an operand begins with: everything but its postfixes.
  mutating func unit() throws(JSONEError) -> Syntax {
    guard let token else { throw unexpected(Expected.unit) }
    switch token.kind {
    case .number: return try literal(.number(Double(text(token.range)) ?? 0), token)
    case .string: return try literal(.string(text(token.range.lowerBound + 1..<token.range.upperBound - 1)), token)
    case .true: return try literal(true, token)
    case .false: return try literal(false, token)
    case .null: return try literal(.null, token)
    case .identifier:
      try advance()
      return Syntax(form: .name(text(token.range)), range: token.range)
    case .sign(UInt8(ascii: "!")): return try unary(.not, token)
    case .infix(.minus): return try unary(.minus, token)
    case .infix(.plus): return try unary(.plus, token)
    case .sign(UInt8(ascii: "(")): return try parentheses(token)
    case .sign(UInt8(ascii: "[")): return try list(token)
    case .sign(UInt8(ascii: "{")): return try object(token)
    default: throw unexpected(Expected.unit)
    }
  }

  private mutating func literal(_ value: JSON, _ token: Token) throws(JSONEError) -> Syntax {
    try advance()
    return Syntax(form: .literal(value), range: token.range)
  }

  private mutating func unary(_ sign: UnaryOperator, _ token: Token) throws(JSONEError) -> Syntax {
    try descend()
    defer { ascend() }
    try advance()
    let operand = try unit()
    return Syntax(form: .unary(sign, operand), range: token.range.lowerBound..<operand.range.upperBound)
  }

  private mutating func parentheses(_ open: Token) throws(JSONEError) -> Syntax {
    try advance()
    let inner = try expression()
    let close = try take(")")
    return Syntax(form: inner.form, range: open.range.lowerBound..<close.range.upperBound)
  }

  private mutating func list(_ open: Token) throws(JSONEError) -> Syntax {
    try advance()
    let (elements, close) = try expressions(to: "]")
    return Syntax(form: .list(elements), range: open.range.lowerBound..<close.range.upperBound)
  }

  /// `{a: 1, "b": 2}`; a comma may stand at the end, and of equal keys the last holds.
  private mutating func object(_ open: Token) throws(JSONEError) -> Syntax {
    try advance()
    var entries: [Syntax.Entry] = []
    while let token, token.kind == .identifier || token.kind == .string {
      let range = token.kind == .string ? token.range.lowerBound + 1..<token.range.upperBound - 1 : token.range
      try advance()
      try take(":")
      entries.append(Syntax.Entry(key: text(range), value: try expression()))
      if self.token?.kind == .sign("}") { break }
      try take(",")
    }
    let close = try take("}")
    return Syntax(form: .object(entries), range: open.range.lowerBound..<close.range.upperBound)
  }

  /// Expressions separated by commas, none at the end, and the sign that ends them.
  private mutating func expressions(to end: Unicode.Scalar) throws(JSONEError) -> ([Syntax], Token) {
    var found: [Syntax] = []
    if token?.kind != .sign(end) {
      repeat { found.append(try expression()) } while try takes(",")
    }
    return (found, try take(end))
  }

  // MARK: - Postfixes

  /// What is done to the value before; nil if nothing more is.
  mutating func postfix() throws(JSONEError) -> Syntax.Postfix? {
    guard let token else { return nil }
    switch token.kind {
    case .sign(UInt8(ascii: ".")): return try member(token)
    case .sign(UInt8(ascii: "[")): return try access(token)
    case .sign(UInt8(ascii: "(")):
      try advance()
      let (arguments, close) = try expressions(to: ")")
      return Syntax.Postfix(form: .call(arguments), range: token.range.lowerBound..<close.range.upperBound)
    default: return nil
    }
  }

  private mutating func member(_ dot: Token) throws(JSONEError) -> Syntax.Postfix {
    try advance()
    guard let name = token, name.kind == .identifier else { throw unexpected(["identifier"]) }
    try advance()
    return Syntax.Postfix(
      form: .member(text(name.range)), range: dot.range.lowerBound..<name.range.upperBound)
  }

  private mutating func access(_ open: Token) throws(JSONEError) -> Syntax.Postfix {
    try advance()
    let low = token?.kind == .sign(":") ? nil : try expression()
    let form: Syntax.Postfix.Form
    if try takes(":") {
      let high = token?.kind == .sign("]") ? nil : try expression()
      form = .slice(from: low, to: high)
    } else if let low {
      form = .index(low)
    } else {
      throw unexpected(Expected.unit)
    }
    let close = try take("]")
    return Syntax.Postfix(form: form, range: open.range.lowerBound..<close.range.upperBound)
  }
}
