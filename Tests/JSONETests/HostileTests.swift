import Diagnostics
import Document
import JSONE
import Testing

/// Templates that want too much: they end in an error or a result, soon, and in no crash.
struct HostileTests {
  private func render(_ template: JSON, _ context: JSONObject = [:], limits: Limits = .standard) throws -> JSON? {
    try Template(template).render(Context(context, now: SpecificationCase.now), limits: limits)
  }

  private func reason(_ template: JSON, _ context: JSONObject = [:], limits: Limits = .standard) -> JSONEError.Reason? {
    #expect(throws: JSONEError.self) { try render(template, context, limits: limits) }?.reason
  }

  private func nested(_ depth: Int, _ wrap: (JSON) -> JSON) -> JSON {
    (0..<depth).reduce("${x}") { value, _ in wrap(value) }
  }

  // MARK: - Depth

  static let wraps: [@Sendable (JSON) -> JSON] = [
    { [$0] }, { ["a": $0] }, { ["a${x}": $0] }, { ["$if": "true", "then": $0] }, { ["$let": ["x": 1], "in": $0] },
    { ["$let": ["x": $0], "in": 1] }, { ["$flatten": $0] }, { ["$map": [1], "each(y)": $0] },
    { ["$switch": ["true": $0]] }, { ["$merge": [$0]] }, { ["$json": $0] }, { ["$sort": $0] },
  ]

  @Test(arguments: 0..<wraps.count)
  func deepTemplates(_ index: Int) throws {
    // A level counts at most twice, as `$merge` with its list.
    let limits = Limits(size: 1 << 20, steps: 1_000_000)
    _ = try? render(nested(490, Self.wraps[index]), ["x": 1], limits: limits)
    #expect(reason(nested(1_100, Self.wraps[index]), ["x": 1]) == .tooDeep)
  }

  @Test func aDeepTemplateIsRendered() throws {
    #expect(try render(nested(999) { [$0] }, ["x": 1]) == nested(999) { [$0] }.replacing("${x}", by: "1"))
    // An expression is one level more.
    #expect(reason(nested(1_000) { [$0] }, ["x": 1]) == .tooDeep)
    let plain = nested(1_000) { [$0] }.replacing("${x}", by: 1)
    #expect(try render(plain) == plain)
    #expect(reason(nested(1_001) { [$0] }, ["x": 1]) == .tooDeep)
  }

  @Test(arguments: [
    ("(", "1", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("!", "1", ""), ("- ", "1", ""), ("x[", "0", "]"),
    ("len(", "x", ")"), ("2 ** ", "1", ""), ("1 || (", "1", ")"), ("1 == 1 + 2 * (", "1", ")"), ("x[0:", "1", "]"),
  ])
  func deepExpressions(open: String, middle: String, close: String) {
    func source(_ depth: Int) -> String {
      String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
    }
    let context = Context(["x": [0, [1]]])
    for depth in [150, 240] { _ = try? Expression(source(depth)).evaluate(context) }
    for depth in [1_001, 30_000] {
      let error = #expect(throws: JSONEError.self) { try Expression(source(depth)).evaluate(context) }
      #expect(error?.reason == .tooDeep)
    }
  }

  /// Template and expression nest together.
  @Test func depthIsCountedOn() {
    let source = "${" + String(repeating: "(", count: 600) + "1" + String(repeating: ")", count: 600) + "}"
    #expect(throws: Never.self) { try render(.string(source)) }
    let template = nested(600) { [$0] }.replacing("${x}", by: .string(source))
    #expect(reason(template) == .tooDeep)
  }

  /// A value is not nested deeper than the limit, wherever its parts come from.
  @Test(
    arguments: [
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": [["$eval": "acc"]]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["a": ["$eval": "acc"]]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["$eval": "[acc]"]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["$eval": "{a: acc}"]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["$eval": "[acc, min][0:2]"]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["$merge": [["a": ["$eval": "acc"]]]]],
      ["$reduce": ["$eval": "range(0, 5000)"], "initial": 0, "each(acc, x)": ["$eval": "wrap(acc)"]],
    ] as [JSON])
  func deepValues(_ template: JSON) {
    var context = Context()
    context.define("wrap") { .array($0) }
    let error = #expect(throws: JSONEError.self) { try Template(template).render(context) }
    #expect(error?.reason == .tooDeep)
  }

  // MARK: - Size

  /// Each doubles what it has a hundred times over.
  @Test(
    arguments: [
      ["$eval": "[acc, acc]"], ["$eval": "{a: acc, b: acc}"], [["$eval": "acc"], ["$eval": "acc"]],
      ["$eval": "str(acc) + str(acc)"], "${acc}${acc}", ["$json": [["$eval": "acc"], ["$eval": "acc"]]],
      ["$eval": "join([str(acc), str(acc)], 'x')"],
    ] as [JSON])
  func doubling(_ body: JSON) {
    let template: JSON = ["$reduce": ["$eval": "range(0, 100)"], "initial": "x", "each(acc, x)": body]
    #expect(reason(template, limits: Limits(size: 1 << 20, steps: 1 << 24)) == .tooLarge)
  }

  @Test(
    arguments: [
      ("range(0, 1000000000000)", JSONEError.Reason.tooLarge), ("range(0 - 2 ** 53, 2 ** 53)", .tooLarge),
      ("range(2 ** 53, 0 - 2 ** 53, 0 - 1)", .tooLarge), ("range(0, 2 ** 53, 2 ** 52)", nil),
      ("range(0, 2 ** 54)", .invalidArguments("range")), ("2 ** 1024", .notFinite("**")),
      ("0 ** (0 - 1)", .notFinite("**")), ("(0 - 8) ** 0.5", .notFinite("**")), ("10 ** 308 * 10", .notFinite("*")),
      ("x[2 ** 62]", .indexOutOfBounds), ("x[0 - 2 ** 1000]", .indexOutOfBounds), ("x[10 ** 300:0 - 10 ** 300]", nil),
      ("fromNow('99999999999999999999 years')", .timeOutOfRange), ("fromNow('8000 years')", .timeOutOfRange),
      ("fromNow('-2500 years')", .timeOutOfRange), ("sqrt(0 - 1)", .invalidArguments("sqrt")),
      ("number('1e999')", .invalidArguments("number")),
    ] as [(String, JSONEError.Reason?)])
  func largeNumbers(_ source: String, reason: JSONEError.Reason?) throws {
    let context = Context(["x": "abc"], now: SpecificationCase.now)
    let expression = Expression(source)
    if let reason {
      #expect(#expect(throws: JSONEError.self) { try expression.evaluate(context) }?.reason == reason)
    } else {
      _ = try expression.evaluate(context)
    }
  }

  // MARK: - Time

  @Test func loopsInLoops() {
    let inner: JSON = ["$map": ["$eval": "range(0, 1000000)"], "each(y)": ["$if": "y < 0", "then": 1]]
    let template: JSON = ["$map": ["$eval": "range(0, 1000000)"], "each(x)": inner]
    #expect(reason(template, limits: Limits(size: 1 << 28, steps: 2_000_000)) == .tooManySteps)
  }

  @Test func aMillionItems() throws {
    let template: JSON = ["$map": ["$eval": "range(0, 1000000)"], "each(x)": ["$eval": "x"]]
    #expect(try render(template)?.array?.count == 1_000_000)
  }

  /// 100,000 characters of expressions that are long and not deep.
  @Test(arguments: [
    ("1", " + 1", 25_000), ("'a'", " + 'a'", 16_000), ("true", " && true", 12_500), ("1", " == 1", 20_000),
    ("x", ".x", 50_000), ("x", "['x']", 16_000), ("1", " * 1 + 1", 12_500),
  ])
  func longExpressions(first: String, rest: String, count: Int) {
    let source = first + String(repeating: rest, count: count)
    _ = try? Expression(source).evaluate(Context(["x": 1]))
    _ = try? Template(.string("${" + source + "}")).render(Context(["x": 1]))
    _ = try? Expression("[" + String(repeating: source.prefix(90) + ",", count: 1_000) + "1]").evaluate(Context())
  }

  /// The place of a mistake is looked for in the source of its scalar, which may be long and odd.
  @Test(arguments: [
    "\"" + String(repeating: "x\\\n", count: 100_000) + "${nope}\"",
    "\"" + String(repeating: "\\\n\n", count: 50_000) + "${nope}\"",
    "\"" + String(repeating: " ", count: 300_000) + "${nope}\"",
    "'" + String(repeating: " \t", count: 100_000) + "\n  ${nope}'",
    "'" + String(repeating: "${nope} ", count: 20_000) + "'",
    "'" + String(repeating: "${!a.b} ", count: 20_000) + "'",
  ])
  func longScalars(_ scalar: String) throws {
    let file = SourceFile(name: "template.yml", text: "a: " + scalar)
    let template = Template(try Node(yaml: file), in: file)
    #expect(template.problems.count <= 100)
    let error = try #require(throws: JSONEError.self) { try template.render(Context([:], now: SpecificationCase.now)) }
    #expect(error.diagnostic.place != nil)
  }

  @Test(arguments: [
    "\u{0}", "${", "${\u{0}}", "'", "\"", "${'}", "\u{FEFF}", "a\u{301}", "${1}$", "$$$${${", "}", "${}",
  ])
  func oddTexts(_ text: String) {
    _ = try? render(.string(text))
    _ = try? render([text: 1] as JSON)
    _ = try? render(["$eval": .string(text)])
    _ = try? render(["$map": [1], "each(\(text))": 1] as JSON)
    _ = try? render(["$fromNow": .string(text)])
  }
}

extension JSON {
  /// With a text exchanged.
  fileprivate func replacing(_ text: String, by value: JSON) -> JSON {
    switch self {
    case .array(let elements): .array(elements.map { $0.replacing(text, by: value) })
    case .string(text): value
    default: self
    }
  }
}
