internal import Document

/// The variables that a part of a template sees, from the innermost `$let` or loop outwards. Made at compile time: what
/// it holds of a variable is the slot where a run keeps it.
final class Scope: Sendable {
  struct Local: Sendable {
    let name: String
    let slot: Int
    /// False of a `$let` whose value may turn out to be nothing: the name then means what it means outside.
    let isCertain: Bool
  }

  private enum Bindings {
    case none
    case locals([Local])
    /// The members of an object that is known only when it runs.
    case members(slot: Int)
  }

  /// One place to look for a variable.
  enum Candidate: Sendable {
    case slot(Int)
    case member(slot: Int)
  }

  private let bindings: Bindings
  private let parent: Scope?
  /// The first slot that is free.
  let height: Int

  private init(_ bindings: Bindings, parent: Scope?, height: Int) {
    (self.bindings, self.parent, self.height) = (bindings, parent, height)
  }

  static func root() -> Scope { Scope(.none, parent: nil, height: 0) }

  func binding(_ locals: [Local]) -> Scope {
    Scope(.locals(locals), parent: self, height: (locals.map { $0.slot + 1 } + [height]).max() ?? height)
  }

  func bindingMembers(of slot: Int) -> Scope {
    Scope(.members(slot: slot), parent: self, height: max(height, slot + 1))
  }

  /// The same variables, with slots kept free for others.
  func reserving(_ count: Int) -> Scope { Scope(.none, parent: self, height: height + count) }

  /// The names that are bound for sure or may be, from the inside out.
  var names: [String] {
    var names: [String] = []
    var scope: Scope? = self
    while let here = scope {
      if case .locals(let locals) = here.bindings { names += locals.map(\.name) }
      scope = here.parent
    }
    return names
  }

  /// Where a variable may be, in the order to look, and whether the last of these places is sure to have it.
  func candidates(_ name: String) -> (places: [Candidate], isSure: Bool) {
    var places: [Candidate] = []
    var scope: Scope? = self
    while let here = scope {
      switch here.bindings {
      case .none: break
      case .members(let slot): places.append(.member(slot: slot))
      case .locals(let locals):
        // Of two loop variables with the same name the later holds.
        if let local = locals.last(where: { $0.name.hasSameBytes(as: name) }) {
          places.append(.slot(local.slot))
          if local.isCertain { return (places, true) }
        }
      }
      scope = here.parent
    }
    return (places, false)
  }
}

extension Run {
  /// The variable at the first place that has it.
  func variable(at places: [Scope.Candidate], named name: String) -> Value? {
    for place in places {
      switch place {
      case .slot(let slot): if !slots[slot].isDeleted { return slots[slot] }
      case .member(let slot): if let value = slots[slot].fields?[name] { return value }
      }
    }
    return nil
  }

  /// What a name means to the code in a scope; for the builtins that ask.
  func value(named name: String, in scope: Scope) -> Value? {
    let (places, isSure) = scope.candidates(name)
    return variable(at: places, named: name) ?? (isSure ? nil : global(named: name))
  }

  /// Whether a name means something to the code in a scope. A lazy value of the context is not made for that.
  func isDefined(_ name: String, in scope: Scope) -> Bool {
    let (places, isSure) = scope.candidates(name)
    if isSure || variable(at: places, named: name) != nil { return true }
    return context.has(name) || Builtins.all[name] != nil || name == "now" && context.now != nil
  }
}
