internal import Document

/// An object whose keys the template spells out, in their order. Members that evaluate to nothing are left out.
final class ObjectPlan: Plan {
  struct Member: Sendable {
    let key: String
    let plan: any Plan
  }

  private let members: [Member]
  let constant: Value?

  /// - Parameter members: in strict order of their keys.
  init(ordered members: [Member]) {
    self.members = members
    constant = Self.constant(members)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    var object = ObjectBuilder(reserving: members.count)
    for index in members.indices {
      let value: Value
      do {
        value = try members[index].plan.evaluate(&run)
      } catch {
        throw error.inside(.key(members[index].key))
      }
      if !value.isDeleted { try object.append(members[index].key, value, &run) }
    }
    return object.finishOrdered()
  }

  private static func constant(_ members: [Member]) -> Value? {
    var (plain, depth, size): ([JSONObject.Member], Int, Int) = ([], 0, Value.scalarSize)
    for member in members {
      guard let value = member.plan.constant, let json = value.json else { return nil }
      plain.append(JSONObject.Member(key: member.key, value: json))
      depth = max(depth, Int(value.depth))
      size += Int(value.size) + member.key.utf8.count
    }
    guard size <= Limits.constantSize else { return nil }
    return Value(.json(.object(JSONObject(ordered: plain))), depth: depth + 1, size: size)
  }
}
