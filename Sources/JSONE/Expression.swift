public import Diagnostics
public import Document

/// A single expression of JSON-e, as after `$eval` or `$if`: compiled once, evaluated as often as one likes.
public struct Expression: Sendable {
  private let program: Program

  public init(_ source: String) {
    var compiler = Compiler(file: nil)
    let root = compiler.expression(source, nil, in: Scope.root(), depth: 0)
    program = compiler.program(root)
  }

  /// The expression that a scalar of a file spells out, `true` or `3` as well as text. A list or a mapping is a mistake,
  /// which evaluation reports.
  public init(_ node: Node, in file: SourceFile) {
    var compiler = Compiler(file: file)
    let root: any Plan
    if let source = node.text {
      root = compiler.expression(source, Origin(file, node.range, source), in: Scope.root(), depth: 0)
    } else {
      root = compiler.mistake(JSONEError(.notAnExpression("a condition")), Origin(file, node.range, ""))
    }
    program = compiler.program(root)
  }

  /// The mistake that compiling found, if any.
  public var problems: [Diagnostic] { program.problems }

  /// The names that the expression may take from its context; see `Template.freeNames`.
  public var freeNames: Set<String> { program.freeNames }

  public func evaluate(_ context: Context, limits: Limits = .standard) throws(JSONEError) -> JSON {
    guard let json = try program.run(context, limits).json else { throw JSONEError(.uncalledFunctions) }
    return json
  }

  /// Whether the value counts as true: not null, false, 0, or an empty text, array or object.
  public func isTrue(_ context: Context, limits: Limits = .standard) throws(JSONEError) -> Bool {
    try program.run(context, limits).isTruthy
  }
}
