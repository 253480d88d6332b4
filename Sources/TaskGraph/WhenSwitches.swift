import CommitSyntax
import Document
import JSONE

/// Finds the switch of a message by which a `when` says no: it says yes without it.
struct WhenSwitches: Sendable {
  let flags: Flags
  /// The flags as a template sees them, without any, and for each that is set without it and it alone.
  private let none: JSON
  private let variants: [(flag: Switch, without: JSON, alone: JSON)]

  init(_ flags: Flags) {
    self.flags = flags
    none = Flags([]).json
    variants = Switch.allCases.filter(flags.contains).map { flag in
      (flag, Flags(flags.set.subtracting([flag])).json, Flags([flag]).json)
    }
  }

  /// Nil if no switch makes it so. Of two that both do, the first.
  func cause(of when: Expression, in context: Context) -> Switch? {
    func says(_ flags: JSON) -> Bool? {
      var context = context.derived()
      context["flags"] = flags
      return try? when.isTrue(context)
    }
    guard !variants.isEmpty, says(none) == true else { return nil }
    return (variants.first { says($0.without) == true } ?? variants.first { says($0.alone) == false })?.flag
  }
}
