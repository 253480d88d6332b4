internal import Diagnostics

/// A compiled template or expression, and what it needs to run.
struct Program: Sendable {
  let root: any Plan
  /// How many variables can be in use at once.
  let slotCount: Int
  /// The names that are taken from the context, by the index that the plan uses.
  let globals: [String]
  let problems: [Diagnostic]

  /// The names that the context has to know, unless it does not come to them. Builtins are not among them.
  var freeNames: Set<String> {
    Set(globals.filter { Builtins.all[$0] == nil })
  }

  func run(_ context: Context, _ limits: Limits) throws(JSONEError) -> Value {
    if let name = context.invalidName { throw JSONEError(.invalidContextName(name)) }
    var run = Run(self, context: context, limits: limits)
    return try root.evaluate(&run)
  }
}
