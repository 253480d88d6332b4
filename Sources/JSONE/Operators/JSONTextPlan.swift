internal import Document

/// `{$json: template}`: the value as JSON text, keys in the order of their code points, without white space.
final class JSONTextPlan: Plan {
  private let value: any Plan

  private init(_ value: any Plan) { self.value = value }

  static func compile(_ compiler: inout Compiler, _ call: OperatorCall) -> any Plan {
    return LocatedPlan(JSONTextPlan(call.valuePlan(&compiler)), call.origin)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    guard let json = try value.evaluate(&run).json else { throw JSONEError(.uncalledFunctions) }
    let (_, size) = try run.measure(json)
    // Text in text in text doubles its escapes every time.
    try run.allow(size + Self.escapes(json))
    return Value(json.text())
  }

  /// How many bytes escapes add.
  private static func escapes(_ json: JSON) -> Int {
    switch json {
    case .null, .bool, .number: 0
    case .string(let text): escapes(text)
    case .array(let elements): elements.reduce(0) { $0 + escapes($1) }
    case .object(let object): object.members.reduce(0) { $0 + escapes($1.key) + escapes($1.value) }
    }
  }

  private static func escapes(_ text: String) -> Int {
    text.utf8.reduce(0) { sum, byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: sum + 1
      case ..<0x20: sum + 5
      default: sum
      }
    }
  }
}
