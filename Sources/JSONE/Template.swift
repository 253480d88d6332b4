public import Diagnostics
public import Document

/// A JSON-e template, compiled once and rendered as often as one likes.
///
///     let template = Template(try Node(yaml: file), in: file)
///     let task = try template.render(Context(["key": "win10-64-2004"], now: created))
///
/// A mistake counts only where a rendering comes to it, as JSON-e has it: a branch that is not taken may hold anything.
/// So compiling does not fail; what it finds wrong is in `problems`, for whoever wants to know before.
public struct Template: Sendable {
  private let program: Program
  /// The whole template in its file; nil if it came from none.
  public let place: Place?

  /// - Parameter file: the file that the node was read from; errors then say where in it they are.
  public init(_ node: Node, in file: SourceFile? = nil) {
    var compiler = Compiler(file: file)
    let root = compiler.template(node, in: Scope.root(), depth: 0)
    program = compiler.program(root)
    place = file?.place(node.range)
  }

  public init(_ template: JSON) { self.init(Node(template)) }

  /// The mistakes that compiling found, in the order of the template: expressions that do not parse, properties that an
  /// operator does not have, keys that are reserved.
  public var problems: [Diagnostic] { program.problems }

  /// The names that the template may take from its context, `now` among them where it asks for the time. Builtins and
  /// what the template itself binds are not. A name that is not in this set has no influence on the result.
  public var freeNames: Set<String> { program.freeNames }

  /// The result; nil if the template as a whole evaluates to nothing, as an `$if` without a branch to take does. (Other
  /// implementations say null then.)
  public func render(_ context: Context, limits: Limits = .standard) throws(JSONEError) -> JSON? {
    let value = try program.run(context, limits)
    switch value.content {
    case .json(let json): return json
    case .deleted: return nil
    case .function, .array, .object: throw JSONEError(.uncalledFunctions)
    }
  }
}
