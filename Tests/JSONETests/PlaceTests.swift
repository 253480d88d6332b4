import Diagnostics
import Document
import JSONE
import Testing

/// Where errors say that they are: in the file, and in the template.
struct PlaceTests {
  static let context = Context(
    ["list": [1, 2], "object": ["a": 1], "text": "abc", "flags": ["poolDeploy": true]],
    now: SpecificationCase.now)

  /// The first error of a template.
  private func error(_ marked: Marked) throws -> JSONEError {
    let template = Template(try Node(yaml: marked.file), in: marked.file)
    return try #require(throws: JSONEError.self) { try template.render(Self.context) }
  }

  @Test(arguments: [
    // Expressions in scalars of every style.
    "task: {$eval: ⟦nope⟧}",
    "task: {$eval: '1 + ⟦nope⟧'}",
    "task: {$eval: \"1 + ⟦nope⟧\"}",
    "task: {$eval: 'text == ''x'' + ⟦nope⟧'}",
    "task: {$eval: \"text == \\\"x\\\" + ⟦nope⟧\"}",
    "task: {$eval: \"'\\u00e9\\x41\\t\\n' + ⟦nope⟧\"}",
    "task: {$eval: \"'\\U0001F601' + ⟦nope⟧\"}",
    "task:\n  $eval: 1 +\n    ⟦nope⟧",
    "task:\n  $eval: '1\n\n    + ⟦nope⟧'",
    "task:\n  $eval: \"1 \\\n    + ⟦nope⟧\"",
    "task:\n  $eval: |\n    1 +\n    ⟦nope⟧\n",
    "task:\n  $eval: |-\n      1 +\n        2 +\n      ⟦nope⟧\n",
    "task:\n  $eval: |\n\n    1 +\n\n\n    ⟦nope⟧ + 1\n",
    "task:\n  $eval: >\n    1 +\n    2\n\n    + ⟦nope⟧\n     + 3\n",
    "task:\n  $eval: >-\n    1 +\n    2 +\n\n    ⟦nope⟧\n",
    "task: {$eval: text + 'é' + ⟦nope⟧}",
    // The part that fails.
    "task: {$eval: '1 + ⟦text.length⟧'}",
    "task: {$eval: '1 + ⟦list[\"a\"]⟧ + 2'}",
    "task: {$eval: '⟦list[7]⟧'}",
    "task: {$eval: '⟦object.a.b⟧.c'}",
    "task: {$eval: '⟦1 + text⟧ + 2'}",
    "task: {$eval: '2 * (⟦1 - text⟧)'}",
    "task: {$eval: '⟦-text⟧'}",
    "task: {$eval: 'len(text) + ⟦len(1)⟧'}",
    "task: {$eval: '1 ⟦@⟧ 2'}",
    "task: {$eval: '1 ⟦2⟧'}",
    "task: {$eval: '(1 +⟦⟧'}",
    // Text and keys.
    "task: a ${text} b ${⟦nope⟧} c",
    "task: a ${⟦list⟧}",
    "task: a ⟦${nope⟧",
    "task: a ${1 + ⟦}⟧",
    "task: {'a ${⟦nope⟧}': 1}",
    "task: {⟦$nope⟧: 1}",
    // Operators.
    "task: {⟦$map⟧: 1, each(x): 2}",
    "task: {⟦$if⟧: 1, then: 2}",
    "task: {$if: 'true', ⟦than⟧: 2}",
    "task: {$eval: '1', ⟦$json⟧: 2}",
    "task: {⟦$let⟧: {a: 1}}",
    "task: {⟦$fromNow⟧: 1 daye}",
    "task: {$switch: {'⟦nope⟧': 1}}",
    "task: {$sort: [1, 2], by(x): '⟦x.a⟧'}",
    "task: {$map: [1, 2], each(x): {$find: [3], each(y): 'x == y || ⟦nope⟧'}}",
    "task: {$let: {a: {$eval: ⟦nope⟧}}, in: 1}",
    "task: {$let: {a: 1}, in: {b: '${a}${⟦nope⟧}'}}",
    "task:\n  - $merge:\n      - a: 1\n      - b:\n          $if: text\n          then: ${⟦nope⟧}\n",
  ])
  func inTheFile(_ text: String) throws {
    let marked = Marked(text)
    #expect(try error(marked).place == marked.place)
  }

  /// YAML, the path as JSON-e has it, and the whole path.
  @Test(arguments: [
    ("a: {$eval: nope}", "template.a", "template.a"),
    ("a: [1, {'b c': '${nope}'}]", "template.a[1][\"b c\"]", "template.a[1][\"b c\"]"),
    ("{'x${text}': {$eval: nope}}", "template.xabc", "template.xabc"),
    ("{'x${nope}': 1}", "template", "template"),
    (
      "a: {$map: [1, 2], each(x): {b: {$eval: 'x == 2 && nope'}}}", "template.a.b",
      "template.a.each(x)[item 1].b"
    ),
    ("a: {$map: [{$eval: nope}], each(x): 1}", "template.a[0]", "template.a.$map[0]"),
    ("a: {$let: {b: {c: {$eval: nope}}}, in: 1}", "template.a.b.c", "template.a.$let.b.c"),
    ("a: {$let: {b: 1}, in: {c: {$eval: nope}}}", "template.a.c", "template.a.in.c"),
    ("a: {$if: 'true', then: {b: {$eval: nope}}}", "template.a.b", "template.a.then.b"),
    ("a: {$switch: {'1 == 1': [{$eval: nope}]}}", "template.a[0]", "template.a.$switch.1 == 1[0]"),
    (
      "a: {$reduce: [5], initial: 0, 'each(acc, x)': [{$eval: nope}]}", "template.a[0]",
      "template.a.each(acc, x)[item 0][0]"
    ),
    ("a: {$sort: [4], by(x): x.y}", "template.a", "template.a.by(x)[item 0]"),
    ("a: {$merge: [{}, {b: {$json: {c: {$eval: nope}}}}]}", "template.a[1].b.c", "template.a.$merge[1].b.$json.c"),
  ])
  func inTheTemplate(_ text: String, path: String, full: String) throws {
    let file = SourceFile(name: "a.yml", text: text)
    let template = Template(try Node(yaml: file))
    let error = try #require(throws: JSONEError.self) { try template.render(Self.context) }
    #expect(error.path.text == path)
    #expect(error.path.full == full)
    #expect(error.place == nil)
  }

  @Test func isRendered() throws {
    let marked = Marked("task:\n  name: ${flags.poolDeploy} ${⟦falgs⟧.poolDeploy}\n")
    let text = DiagnosticRenderer().text(of: [try error(marked).diagnostic])
    #expect(text.contains("kind.yml:2:31"))
    #expect(text.contains("unknown context value falgs"))
    #expect(text.contains("did you mean `flags`?"))
    #expect(text.contains("in template.task.name"))
  }

  /// A name that an object does not have is null, and the mistake shows one step later.
  @Test(arguments: [
    ("object['b'].c", "there is no `b`; known are `a`"),
    ("flags['poolDeplyo'].x[0]", "there is no `poolDeplyo`: did you mean `poolDeploy`?"),
    ("object['a' + 'b'][0]", "there is no `ab`; known are `a`"), ("object['a'].b", nil), ("list[0].b", nil),
  ])
  func memberOfNothing(expression: String, help: String?) throws {
    let error = try error(Marked("task: {$eval: \"⟦\(expression)⟧\"}"))
    #expect(error.reason.id == "expression-type")
    #expect(error.help == help)
  }
}
