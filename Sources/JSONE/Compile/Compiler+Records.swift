internal import Diagnostics
internal import Document

extension Compiler {
  /// An object without an operator.
  mutating func record(_ nodes: [Node.Member], in scope: Scope, depth: Int) -> any Plan {
    var members: [RecordPlan.Member] = []
    members.reserveCapacity(nodes.count)
    for node in nodes {
      let key = self.key(node, in: scope, depth: depth)
      members.append(RecordPlan.Member(key: key, plan: template(node.value, in: scope, depth: depth + 1)))
    }
    return Self.ordered(members).map { ObjectPlan(ordered: $0).folded } ?? RecordPlan(members)
  }

  /// `$$x` is `$x`, with nothing else replaced in it; `$x` is reserved; in all other keys `${…}` is.
  private mutating func key(_ node: Node.Member, in scope: Scope, depth: Int) -> RecordPlan.Key {
    let key = node.key
    if key.utf8.starts(with: "$$".utf8) { return .fixed(String(decoding: key.utf8.dropFirst(), as: UTF8.self)) }
    let origin = self.origin(node.keyRange, key)
    if key.utf8.first == UInt8(ascii: "$"), Identifier.isValid(key.dropFirst()) {
      return .made(mistake(JSONEError(.reservedKey(key), help: Operators.hint(for: key)), origin))
    }
    let plan = text(key, origin, in: scope, depth: depth)
    return plan.constant?.string.map { .fixed($0) } ?? .made(plan)
  }

  /// Members in the order of their keys, if each key is known and none is there twice.
  private static func ordered(_ members: [RecordPlan.Member]) -> [ObjectPlan.Member]? {
    var fixed: [ObjectPlan.Member] = []
    fixed.reserveCapacity(members.count)
    for member in members {
      guard case .fixed(let key) = member.key else { return nil }
      fixed.append(ObjectPlan.Member(key: key, plan: member.plan))
    }
    fixed.sort { $0.key.precedesInBytes($1.key) }
    for (a, b) in zip(fixed, fixed.dropFirst()) where a.key.hasSameBytes(as: b.key) { return nil }
    return fixed
  }
}
