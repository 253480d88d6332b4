internal import Document

/// `{$json: template}`: the value as JSON text, keys in the order of their code points, without white space.
final class JSONTextPlan: Plan {
  private let value: any Plan

  private init(_ value: any Plan) { self.value = value }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    if let mistake = call.undefinedProperties(&compiler, besides: { _ in false }) { return mistake }
    return LocatedPlan(JSONTextPlan(call.valuePlan(&compiler)), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let json = try value.evaluate(&run).json else { throw JSONEError(.uncalledFunctions) }
    _ = try run.measure(json)
    let text = json.text()
    try run.allow(text.utf8.count)
    return Value(text)
  }
}
