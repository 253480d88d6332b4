internal import Document

extension Builtins {
  static let others: [Function] = [
    function("typeof") { arguments, _, _ in arguments.only.map { Value($0.typeName) } },
    function("defined") { arguments, run, scope in
      guard let name = arguments.only?.string else { return nil }
      return Value(run.isDefined(name, in: scope))
    },
    function("fromNow") { arguments, run, scope throws(JSONEError) in
      guard let offset = arguments.values.first else { throw JSONEError(.tooFewArguments("fromNow", least: 1)) }
      guard arguments.values.count <= 2, let offset = offset.string else { return nil }
      guard arguments.values.count == 2 else {
        guard let now = run.value(named: "now", in: scope) else { throw JSONEError(.unknownValue("now")) }
        return try TimeOffset.text(offset, from: now, &run)
      }
      guard arguments.values[1].string != nil else { return nil }
      return try TimeOffset.text(offset, from: arguments.values[1], &run)
    },
  ]
}
