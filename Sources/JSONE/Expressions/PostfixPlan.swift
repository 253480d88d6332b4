internal import Diagnostics
internal import Document

/// A value and what is done to it, from left to right: `a.b[0](c)`.
final class PostfixPlan: Plan {
  struct Step: Sendable {
    enum Form: Sendable {
      case member(String)
      case index(any Plan)
      case slice((any Plan)?, (any Plan)?)
      case call([any Plan], Scope)
    }

    let form: Form
    let range: Range<Int>
  }

  private let base: any Plan
  private let steps: [Step]
  /// Where the base begins.
  private let start: Int
  /// The way out, if the base is a sign and its operand.
  private let hint: String?

  init(_ base: any Plan, _ steps: [Step], start: Int, hint: String?) {
    (self.base, self.steps, self.start, self.hint) = (base, steps, start, hint)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    do {
      return try value(after: steps.count, &run)
    } catch {
      throw hint == nil ? error : error.helped(hint)
    }
  }

  private func value(after count: Int, _ run: inout Run) throws(JSONEError) -> Value {
    var value = try base.evaluate(&run)
    for index in 0..<count {
      do {
        value = try apply(steps[index], to: value, &run)
      } catch {
        guard case .json(.null) = value.content else { throw error }
        let way = wayTo(nullAfter: index, &run)
        throw error.helped(way)
      }
    }
    return value
  }

  /// `files['a'].b` fails at `.b`, because `files['a']` is null: what is near is a name in `files`.
  private func wayTo(nullAfter count: Int, _ run: inout Run) -> String? {
    guard count > 0, case .index(let plan) = steps[count - 1].form,
      let key = try? plan.evaluate(&run).string, let fields = try? value(after: count - 1, &run).fields,
      fields[key] == nil
    else { return nil }
    let names = fields.map(\.key)
    if let near = NearMiss.best(key, among: names) { return "there is no `\(key)`: did you mean `\(near)`?" }
    let known = names.prefix(5).map { "`\($0)`" } + (names.count > 5 ? ["…"] : [])
    return "there is no `\(key)`" + (known.isEmpty ? "" : "; known are \(known.joined(separator: ", "))")
  }

  private func apply(_ step: Step, to value: Value, _ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    do {
      switch step.form {
      case .member(let name): return try Access.member(name, of: value)
      case .index(let plan): return try Access.element(try plan.evaluate(&run), of: value, &run)
      case .slice(let low, let high): return try slice(value, low, high, &run)
      case .call(let arguments, let scope): return try call(value, arguments, scope, &run)
      }
    } catch {
      throw error.at(start..<step.range.upperBound)
    }
  }

  private func slice(
    _ value: Value, _ low: (any Plan)?, _ high: (any Plan)?, _ run: inout Run
  ) throws(JSONEError) -> Value {
    let low = try low?.evaluate(&run)
    let high = try high?.evaluate(&run)
    return try Access.slice(value, from: low, to: high, &run)
  }

  private func call(
    _ value: Value, _ arguments: [any Plan], _ scope: Scope, _ run: inout Run
  ) throws(JSONEError) -> Value {
    guard case .function(let function) = value.content else {
      throw JSONEError(.notCallable(value.shown))
    }
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try argument.evaluate(&run)) }
    return try function.body(values, &run, scope)
  }
}
