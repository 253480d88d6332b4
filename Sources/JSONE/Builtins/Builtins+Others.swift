internal import Document

extension Builtins {
  static let others: [Function] = [
    function("typeof") { arguments, _, _ in arguments.only.map { Value($0.typeName) } },
    function("defined") { arguments, run, scope in
      guard let name = arguments.only?.string else { return nil }
      return Value(run.isDefined(name, in: scope))
    },
    function("fromNow", fromNow),
  ]

  /// `fromNow(offset)` and `fromNow(offset, reference)`
  private static func fromNow(_ arguments: Arguments, _ run: inout Run, _ scope: Scope) throws(JSONEError) -> Value? {
    guard let first = arguments.values.first else { throw JSONEError(.tooFewArguments("fromNow", least: 1)) }
    guard let text = first.string, arguments.values.count <= 2 else { return nil }
    try run.charge(text: text)
    guard let (_, reference) = arguments.pair else {
      guard let now = run.value(named: "now", in: scope) else { throw JSONEError(.unknownValue("now")) }
      return try TimeOffset(text).text(from: TimeOffset.time(now))
    }
    guard reference.string != nil else { return nil }
    return try TimeOffset(text).text(from: TimeOffset.time(reference))
  }
}
