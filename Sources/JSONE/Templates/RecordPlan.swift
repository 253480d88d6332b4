internal import Document

/// An object with keys that are made when it is evaluated: members come in the order of the template, and of equal keys
/// the last holds.
final class RecordPlan: Plan {
  enum Key: Sendable {
    case fixed(String)
    /// Also what ends in a mistake, which counts when the members before it are done.
    case made(any Plan)
  }

  struct Member: Sendable {
    let key: Key
    let plan: any Plan
  }

  private let members: [Member]

  init(_ members: [Member]) { self.members = members }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    var object = ObjectBuilder(reserving: members.count)
    for member in members {
      let key = try self.key(member.key, &run)
      let value: Value
      do {
        value = try member.plan.evaluate(&run)
      } catch {
        throw error.inside(.key(key))
      }
      if !value.isDeleted { try object.append(key, value, &run) }
    }
    return object.finish()
  }

  private func key(_ key: Key, _ run: inout Run) throws(JSONEError) -> String {
    switch key {
    case .fixed(let key): return key
    case .made(let plan): return try plan.evaluate(&run).string ?? ""
    }
  }
}
