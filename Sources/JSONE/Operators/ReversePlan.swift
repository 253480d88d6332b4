internal import Document

/// `{$reverse: array}`
final class ReversePlan: Plan {
  private let value: any Plan

  private init(_ value: any Plan) { self.value = value }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    return LocatedPlan(ReversePlan(call.valuePlan(&compiler)), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    let value = try value.evaluate(&run)
    guard let elements = value.elements else { throw JSONEError(.notAnArrayOfObjects("$reverse")) }
    try run.charge(elements.count)
    let (depth, size) = (Int(value.depth), Int(value.size))
    return switch elements {
    case .plain(let plain): Value(.json(.array(plain.reversed())), depth: depth, size: size)
    case .mixed(let mixed): Value(.array(mixed.reversed()), depth: depth, size: size)
    }
  }
}
