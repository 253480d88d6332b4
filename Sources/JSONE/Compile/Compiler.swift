internal import Diagnostics
internal import Document

/// Turns a template into plans: texts are split, expressions parsed, variables given their slots, keys put in order.
struct Compiler {
  let file: SourceFile?
  private var slotCount = 0
  private var globals: [String] = []
  private var globalIndex: [String: Int] = [:]
  private var problems: [Diagnostic] = []
  /// More are not kept: nobody reads them, and each is looked for in its scalar from the beginning.
  private static let problemLimit = 100

  init(file: SourceFile?) { self.file = file }

  func program(_ root: any Plan) -> Program {
    Program(root: root, slotCount: slotCount, globals: globals, problems: problems)
  }

  // MARK: - Templates

  /// - Parameter depth: how many nodes are around this one.
  mutating func template(_ node: Node, in scope: Scope, depth: Int) -> any Plan {
    switch node.content {
    case .null: return ConstantPlan(.null)
    case .bool(let value): return ConstantPlan(Value(value))
    case .number(let value): return ConstantPlan(Value(value))
    case .string(let text): return self.text(text, origin(node.range, text), in: scope, depth: depth)
    case .array, .object:
      // What they hold is one level further in.
      guard depth < Limits.depth else { return mistake(JSONEError(.tooDeep), origin(node.range)) }
      return collection(node, in: scope, depth: depth)
    }
  }

  private mutating func collection(_ node: Node, in scope: Scope, depth: Int) -> any Plan {
    if let nodes = node.array { return array(nodes, in: scope, depth: depth) }
    return object(node.members ?? [], in: scope, depth: depth)
  }

  private mutating func array(_ nodes: [Node], in scope: Scope, depth: Int) -> any Plan {
    var elements: [any Plan] = []
    elements.reserveCapacity(nodes.count)
    for node in nodes { elements.append(template(node, in: scope, depth: depth + 1)) }
    return ArrayPlan(elements).folded
  }

  private mutating func object(_ members: [Node.Member], in scope: Scope, depth: Int) -> any Plan {
    let operators = members.filter { Operators.all[$0.key] != nil }
    guard let first = operators.first, let definition = Operators.all[first.key] else {
      return record(members, in: scope, depth: depth)
    }
    guard operators.count == 1 else {
      return mistake(JSONEError(.severalOperators(operators.map(\.key))), origin(operators[1].keyRange))
    }
    let call = OperatorCall(
      name: first.key, value: first.value, members: members, origin: origin(first.keyRange), scope: scope, depth: depth)
    let mistake = call.undefinedProperties(&self, of: definition)
    // Compiled all the same, for the mistakes within.
    let plan = definition.compile(&self, call)
    return mistake ?? plan
  }

  // MARK: - Expressions

  /// A whole text as an expression.
  mutating func expression(_ source: String, _ origin: Origin?, in scope: Scope, depth: Int) -> any Plan {
    do {
      let syntax = try ExpressionParser.parse(source, depth: depth)
      return LocatedPlan(plan(syntax, Surroundings(source: source, origin: origin, scope: scope)), origin)
    } catch {
      return mistake(error, origin)
    }
  }

  // MARK: - Mistakes

  func origin(_ range: Range<Int>, _ text: String = "") -> Origin? { file.map { Origin($0, range, text) } }

  /// A mistake in the template, to be thrown where a rendering comes to it.
  mutating func mistake(_ error: JSONEError, _ origin: Origin?) -> any Plan {
    MistakePlan(report(error, origin))
  }

  @discardableResult
  mutating func report(_ error: JSONEError, _ origin: Origin?) -> JSONEError {
    guard problems.count < Self.problemLimit else { return error.located { _ in origin?.place(nil) } }
    let located = error.located { origin?.place($0) }
    problems.append(located.diagnostic)
    return located
  }

  // MARK: - Variables

  /// The slot above those of a scope.
  mutating func slots(_ count: Int, above scope: Scope) -> Range<Int> {
    slotCount = max(slotCount, scope.height + count)
    return scope.height..<scope.height + count
  }

  /// The index of a name that is looked up in the context.
  mutating func global(_ name: String) -> Int {
    if let known = globalIndex[name] { return known }
    globals.append(name)
    globalIndex[name] = globals.count - 1
    return globals.count - 1
  }
}
