internal import Diagnostics

/// The operators by their names. Each compiles the object that it is the key of.
enum Operators {
  typealias Compile = @Sendable (inout Compiler, OperatorCall) -> any Plan

  static let all: [String: Compile] = [
    "$eval": EvalPlan.compile,
    "$find": FindPlan.compile,
    "$flatten": FlattenPlan.compile,
    "$flattenDeep": FlattenPlan.compileDeep,
    "$fromNow": FromNowPlan.compile,
    "$if": IfPlan.compile,
    "$json": JSONTextPlan.compile,
    "$let": LetPlan.compile,
    "$map": MapPlan.compile,
    "$match": MatchPlan.compile,
    "$merge": MergePlan.compile,
    "$mergeDeep": MergePlan.compileDeep,
    "$reduce": ReducePlan.compile,
    "$reverse": ReversePlan.compile,
    "$sort": SortPlan.compile,
    "$switch": SwitchPlan.compile,
  ]

  /// The way out of a reserved key: the operator that it nearly is.
  static func hint(for key: String) -> String? {
    NearMiss.best(key, among: all.keys.sorted()).map { "did you mean `\($0)`?" }
  }
}
