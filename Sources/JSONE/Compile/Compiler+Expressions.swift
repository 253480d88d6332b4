internal import Diagnostics
internal import Document

/// Where an expression stands.
struct Surroundings {
  let source: String
  let origin: Origin?
  let scope: Scope
}

extension Compiler {
  mutating func plan(_ syntax: Syntax, _ here: Surroundings) -> any Plan {
    switch syntax.form {
    case .literal(let json): return ConstantPlan(Value(json))
    case .name(let name): return variable(name, syntax.range, here)
    case .unary(let sign, let operand): return unary(sign, operand, syntax.range, here)
    case .chain(let first, let links): return chain(first, links, syntax.range, here)
    case .power(let base, let exponent):
      return PowerPlan(plan(base, here), plan(exponent, here), syntax.range)
    case .postfix(let base, let steps): return postfix(base, steps, syntax.range, here)
    case .list(let elements): return list(elements, here)
    case .object(let entries): return object(entries, here)
    }
  }

  private mutating func plans(_ syntaxes: [Syntax], _ here: Surroundings) -> [any Plan] {
    var plans: [any Plan] = []
    plans.reserveCapacity(syntaxes.count)
    for syntax in syntaxes { plans.append(plan(syntax, here)) }
    return plans
  }

  private mutating func list(_ elements: [Syntax], _ here: Surroundings) -> any Plan {
    ListPlan(plans(elements, here))
  }

  private mutating func object(_ entries: [Syntax.Entry], _ here: Surroundings) -> any Plan {
    var members: [ObjectPlan.Member] = []
    for entry in entries { members.append(ObjectPlan.Member(key: entry.key, plan: plan(entry.value, here))) }
    return ObjectLiteralPlan(members)
  }

  private mutating func variable(_ name: String, _ range: Range<Int>, _ here: Surroundings) -> any Plan {
    let (places, isSure) = here.scope.candidates(name)
    if isSure {
      if places.count == 1, case .slot(let slot) = places[0] { return SlotPlan(slot, name, range) }
      return VariablePlan(name, places, global: nil, range, here.scope)
    }
    // `fromNow` goes by the time that is in scope.
    if name == "fromNow" { _ = global("now") }
    return VariablePlan(name, places, global: global(name), range, here.scope)
  }

  private mutating func unary(
    _ sign: UnaryOperator, _ operand: Syntax, _ range: Range<Int>, _ here: Surroundings
  ) -> any Plan {
    UnaryPlan(sign, plan(operand, here), range)
  }

  private mutating func chain(
    _ first: Syntax, _ links: [Syntax.Link], _ range: Range<Int>, _ here: Surroundings
  ) -> any Plan {
    var compiled: [ChainPlan.Link] = []
    compiled.reserveCapacity(links.count)
    let start = first.range.lowerBound
    for link in links {
      let range = start..<link.operand.range.upperBound
      compiled.append(ChainPlan.Link(infix: link.infix, operand: plan(link.operand, here), range: range))
    }
    let first = plan(first, here)
    switch links[0].infix {
    case .or: return LogicPlan(first, compiled.map(\.operand), stopsAt: true)
    case .and: return LogicPlan(first, compiled.map(\.operand), stopsAt: false)
    default: return ChainPlan(first, compiled)
    }
  }

  private mutating func postfix(
    _ base: Syntax, _ postfixes: [Syntax.Postfix], _ range: Range<Int>, _ here: Surroundings
  ) -> any Plan {
    var steps: [PostfixPlan.Step] = []
    steps.reserveCapacity(postfixes.count)
    for postfix in postfixes { steps.append(step(postfix, here)) }
    let hint = Self.hint(base, range, here)
    if let hint {
      // `!a.b` is `(!a).b`, which no context makes right.
      let part = base.range.lowerBound..<postfixes[0].range.upperBound
      report(JSONEError(Self.mistake(postfixes[0]), at: part, help: hint), here.origin)
    }
    return PostfixPlan(plan(base, here), steps, start: base.range.lowerBound, hint: hint)
  }

  /// What is wrong with doing something to a boolean or a number.
  private static func mistake(_ postfix: Syntax.Postfix) -> JSONEError.Reason {
    switch postfix.form {
    case .member: .memberOfNoObject
    case .index, .slice: .indexOfNoCollection
    case .call: .notCallable("the result of a sign")
    }
  }

  private mutating func step(_ postfix: Syntax.Postfix, _ here: Surroundings) -> PostfixPlan.Step {
    let form: PostfixPlan.Step.Form
    switch postfix.form {
    case .member(let name): form = .member(name)
    case .index(let index): form = .index(plan(index, here))
    case .slice(let low, let high):
      let low = low.map { plan($0, here) }
      form = .slice(low, high.map { plan($0, here) })
    case .call(let arguments): form = .call(plans(arguments, here), here.scope)
    }
    return PostfixPlan.Step(form: form, range: postfix.range)
  }

  /// The way out where a sign stands before a value to which something is done.
  private static func hint(_ base: Syntax, _ range: Range<Int>, _ here: Surroundings) -> String? {
    guard case .unary(let sign, let operand) = base.form, base.range.upperBound == operand.range.upperBound else {
      return nil
    }
    let bytes = here.source.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: operand.range.lowerBound)
    let rest = here.source[start..<bytes.index(bytes.startIndex, offsetBy: range.upperBound)]
    return "`\(sign.rawValue)` binds to the next unit only: write `\(sign.rawValue)(\(rest))`"
  }
}
