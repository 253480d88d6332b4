internal import Diagnostics
internal import Document

/// A variable that is bound here for sure: of a loop, or of a `$let` with a plain value.
final class SlotPlan: Plan {
  private let slot: Int
  private let name: String
  private let range: Range<Int>

  init(_ slot: Int, _ name: String, _ range: Range<Int>) { (self.slot, self.name, self.range) = (slot, name, range) }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    let value = run.slots[slot]
    guard !value.isDeleted else { throw JSONEError(.unknownValue(name), at: range) }
    return value
  }
}

/// A variable that may be bound in several places, the context last.
final class VariablePlan: Plan {
  private let name: String
  private let places: [Scope.Candidate]
  /// Its index among the names of the context; nil if it is never looked up there.
  private let global: Int?
  private let range: Range<Int>
  private let scope: Scope

  init(_ name: String, _ places: [Scope.Candidate], global: Int?, _ range: Range<Int>, _ scope: Scope) {
    (self.name, self.places, self.global, self.range, self.scope) = (name, places, global, range, scope)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    if !places.isEmpty, let value = run.variable(at: places, named: name) { return value }
    if let global, let value = run.global(global) { return value }
    throw unknown(run)
  }

  private func unknown(_ run: borrowing Run) -> JSONEError {
    let known = scope.names + run.context.names + Builtins.all.keys.sorted() + (run.context.now == nil ? [] : ["now"])
    let near = NearMiss.best(name, among: known)
    return JSONEError(.unknownValue(name), at: range, help: near.map { "did you mean `\($0)`?" })
  }
}
