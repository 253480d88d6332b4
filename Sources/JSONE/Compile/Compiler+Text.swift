internal import Diagnostics
internal import Document

extension Compiler {
  /// Text with `${…}` in it; `$${` stands for `${`.
  mutating func text(_ source: String, _ origin: Origin?, in scope: Scope, depth: Int) -> any Plan {
    guard source.utf8.contains(UInt8(ascii: "$")) else { return ConstantPlan(Value(source)) }
    let bytes = Array(source.utf8)
    var parts = TextParts()
    var position = 0
    while let mark = Self.mark(in: bytes, from: position) {
      parts.add(bytes[position..<mark.offset])
      if mark.isEscape {
        parts.add("${".utf8)
        position = mark.offset + 3
        continue
      }
      let begin = mark.offset + 2
      do {
        let (syntax, end) = try ExpressionParser.interpolation(bytes, from: begin, depth: depth)
        let plan = self.plan(syntax, Surroundings(source: source, origin: origin, scope: scope))
        parts.add(plan, range: syntax.range, source: String(decoding: bytes[begin..<end], as: UTF8.self))
        position = end + 1
      } catch {
        // What follows cannot be told apart; what stands before may fail first.
        parts.add(mistake(error, origin), range: begin..<bytes.count, source: "")
        position = bytes.count
        break
      }
    }
    parts.add(bytes[position...])
    return parts.constant.map { ConstantPlan(Value($0)) } ?? TextPlan(parts.finish(), origin)
  }

  /// The next `${`, or `$${`, at an offset or after.
  private static func mark(in bytes: [UInt8], from start: Int) -> (offset: Int, isEscape: Bool)? {
    var position = start
    while let dollar = bytes[position...].firstIndex(of: UInt8(ascii: "$")) {
      let rest = bytes[(dollar + 1)...].prefix(2)
      if rest.first == UInt8(ascii: "{") { return (dollar, false) }
      if rest.elementsEqual("${".utf8) { return (dollar, true) }
      position = dollar + 1
    }
    return nil
  }
}

/// Gathers the parts of a text, literal stretches as one each.
struct TextParts {
  private var parts: [TextPlan.Part] = []
  private var literal: [UInt8] = []

  mutating func add(_ bytes: some Sequence<UInt8>) { literal.append(contentsOf: bytes) }

  mutating func add(_ plan: any Plan, range: Range<Int>, source: String) {
    flush()
    parts.append(.value(TextPlan.Interpolation(plan: plan, range: range, source: source)))
  }

  /// The text, if nothing is to be evaluated.
  var constant: String? { parts.isEmpty ? String(decoding: literal, as: UTF8.self) : nil }

  consuming func finish() -> [TextPlan.Part] {
    flush()
    return parts
  }

  private mutating func flush() {
    guard !literal.isEmpty else { return }
    parts.append(.literal(String(decoding: literal, as: UTF8.self)))
    literal = []
  }
}
