internal import Diagnostics

/// An operator: what may stand beside its key, and how the object is compiled that it is the key of.
struct Operator: Sendable {
  typealias Compile = @Sendable (inout Compiler, OperatorCall) -> any Plan

  let allows: @Sendable (String) -> Bool
  let compile: Compile

  init(_ compile: @escaping Compile, allows: @escaping @Sendable (String) -> Bool = { _ in false }) {
    self.allows = allows
    self.compile = compile
  }

  init(_ properties: Set<String>, _ compile: @escaping Compile) {
    self.init(compile) { properties.contains($0) }
  }
}

/// The operators by their names.
enum Operators {
  static let all: [String: Operator] = [
    "$eval": Operator(EvalPlan.compile),
    "$find": Operator(FindPlan.compile) { Loop.names($0, "each", 1...2) != nil },
    "$flatten": Operator(FlattenPlan.compile),
    "$flattenDeep": Operator(FlattenPlan.compileDeep),
    "$fromNow": Operator(["from"], FromNowPlan.compile),
    "$if": Operator(["then", "else"], IfPlan.compile),
    "$json": Operator(JSONTextPlan.compile),
    "$let": Operator(["in"], LetPlan.compile),
    "$map": Operator(MapPlan.compile) { Loop.names($0, "each", 1...2) != nil },
    "$match": Operator(MatchPlan.compile),
    "$merge": Operator(MergePlan.compile),
    "$mergeDeep": Operator(MergePlan.compileDeep),
    "$reduce": Operator(ReducePlan.compile) { $0 == "initial" || Loop.names($0, "each", 2...3) != nil },
    "$reverse": Operator(ReversePlan.compile),
    "$sort": Operator(SortPlan.compile) { Loop.names($0, "by", 1...1) != nil },
    "$switch": Operator(SwitchPlan.compile),
  ]

  /// The way out of a reserved key: the operator that it nearly is.
  static func hint(for key: String) -> String? {
    NearMiss.best(key, among: all.keys.sorted()).map { "did you mean `\($0)`?" }
  }
}
