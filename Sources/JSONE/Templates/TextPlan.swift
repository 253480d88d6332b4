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
    run.text.removeAll(keepingCapacity: true)
    for part in parts {
      switch part {
      case .literal(let literal): run.text.append(contentsOf: literal.utf8)
      case .value(let interpolation):
        do {
          try append(interpolation, &run)
        } catch {
          throw error.located { origin?.place($0 ?? interpolation.range) }
        }
      }
    }
    try run.charge(run.text.count / 64)
    return Value(String(decoding: run.text, as: UTF8.self))
  }

  private func append(_ interpolation: Interpolation, _ run: inout Run) throws(JSONEError) {
    try run.charge()
    switch try interpolation.plan.evaluate(&run).content {
    case .json(.null): break
    case .json(.bool(let value)): run.text.append(contentsOf: (value ? "true" : "false").utf8)
    case .json(.number(let value)): run.text.append(contentsOf: value.javaScriptText.utf8)
    case .json(.string(let value)):
      try run.allow(run.text.count + value.utf8.count)
      run.text.append(contentsOf: value.utf8)
    case .json(.array), .json(.object), .array, .object:
      throw JSONEError(.interpolatedCollection(interpolation.source))
    case .function, .deleted: throw JSONEError(.uncalledFunctions)
    }
  }
}
