internal import Diagnostics
internal import Document

/// Text with values in it.
final class TextPlan: Plan {
  struct Interpolation: Sendable {
    let plan: any Plan
    /// Where the expression stands in the text, and how it is written there.
    let range: Range<Int>
    let source: String
  }

  enum Part: Sendable {
    case literal(String)
    case value(Interpolation)
  }

  private let parts: [Part]
  private let origin: Origin?

  init(_ parts: [Part], _ origin: Origin?) { (self.parts, self.origin) = (parts, origin) }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .value(let interpolation):
        do {
          try append(interpolation, to: &text, &run)
        } catch {
          throw error.located { origin?.place($0 ?? interpolation.range) }
        }
      }
    }
    try run.charge(text: text)
    return Value(text)
  }

  private func append(_ interpolation: Interpolation, to text: inout String, _ run: inout Run) throws(JSONEError) {
    try run.charge()
    switch try interpolation.plan.evaluate(&run).content {
    case .json(.null): break
    case .json(.bool(let value)): text += value ? "true" : "false"
    case .json(.number(let value)): text += value.javaScriptText
    case .json(.string(let value)):
      try run.allow(text.utf8.count + value.utf8.count)
      text += value
    case .json(.array), .json(.object), .array, .object:
      throw JSONEError(.interpolatedCollection(interpolation.source))
    case .function, .deleted: throw JSONEError(.uncalledFunctions)
    }
  }
}
