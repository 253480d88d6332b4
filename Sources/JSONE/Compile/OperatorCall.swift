internal import Diagnostics
internal import Document

/// An object whose key is an operator: `{$map: […], each(x): …}`.
struct OperatorCall {
  let name: String
  let value: Node
  /// All members, the operator's own among them.
  let members: [Node.Member]
  /// Where the operator stands.
  let origin: Origin?
  let scope: Scope
  let depth: Int

  func member(_ key: String) -> Node.Member? { members.first { $0.key.hasSameBytes(as: key) } }

  var others: [Node.Member] { members.filter { !$0.key.hasSameBytes(as: name) } }

  /// A mistake if there are properties that the operator does not have.
  func undefinedProperties(_ compiler: inout Compiler, of definition: Operator) -> (any Plan)? {
    let undefined = others.filter { !definition.allows($0.key) }
    guard let first = undefined.first else { return nil }
    let names = undefined.map(\.key).sorted { $0.precedesInBytes($1) }
    return compiler.mistake(
      JSONEError(.undefinedProperties(of: name, names)), compiler.origin(first.keyRange, first.key))
  }

  /// The operator's value as a template.
  func valuePlan(_ compiler: inout Compiler, in scope: Scope? = nil) -> any Plan {
    property(name, value, &compiler, in: scope ?? self.scope)
  }

  /// A property as a template; errors in it say that they are in it.
  func property(_ key: String, _ node: Node, _ compiler: inout Compiler, in scope: Scope) -> any Plan {
    PropertyPlan.of(compiler.template(node, in: scope, depth: depth + 1), key)
  }
}

/// A property of an operator.
final class PropertyPlan: Plan {
  private let plan: any Plan
  private let name: String

  private init(_ plan: any Plan, _ name: String) { (self.plan, self.name) = (plan, name) }

  static func of(_ plan: any Plan, _ name: String) -> any Plan {
    plan.constant == nil ? PropertyPlan(plan, name) : plan
  }

  var mayBeNothing: Bool { plan.mayBeNothing }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    do {
      return try plan.evaluate(&run)
    } catch {
      throw error.inside(.property(name))
    }
  }
}

/// A part of a template with a place of its own, which its errors get unless they have one nearer to the mistake.
final class LocatedPlan: Plan {
  private let plan: any Plan
  private let origin: Origin?

  init(_ plan: any Plan, _ origin: Origin?) { (self.plan, self.origin) = (plan, origin) }

  var mayBeNothing: Bool { plan.mayBeNothing }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    do {
      return try plan.evaluate(&run)
    } catch {
      throw error.located { origin?.place($0) }
    }
  }
}
