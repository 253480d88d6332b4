internal import Document

/// `{$eval: expression}`
enum EvalPlan {
  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    return call.expression(call.value, &compiler)
      ?? compiler.mistake(JSONEError(.notAnExpression("$eval")), call.origin)
  }
}

extension OperatorCall {
  /// A node that is an expression; nil if it is no text.
  func expression(_ node: Node, _ compiler: inout Compiler, in scope: Scope? = nil) -> (any Plan)? {
    guard case .string(let source) = node.content else { return nil }
    return compiler.expression(
      source, compiler.origin(node.range, source), in: scope ?? self.scope, depth: depth + 1)
  }

  /// A key that is an expression.
  func expression(key member: Node.Member, _ compiler: inout Compiler) -> any Plan {
    compiler.expression(member.key, compiler.origin(member.keyRange, member.key), in: scope, depth: depth + 1)
  }
}
