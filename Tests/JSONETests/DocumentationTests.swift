import Diagnostics
import Document
import JSONE
import TestSupport
import Testing

/// The example of docs/json-e.md does what it says, and stands there as it stands here.
struct DocumentationTests {
  /// The blocks of code of one language.
  private func blocks(_ language: String) throws -> [String] {
    try Checkout.text("docs/json-e.md").split(separator: "```\(language)\n", omittingEmptySubsequences: false)
      .dropFirst()
      .compactMap { $0.split(separator: "```").first.map(String.init) }
  }

  private static let template = """
    greeting: Hello ${shout(name)}
    until: {$fromNow: 2 days}
    friends:
      $map: {$eval: friends}
      each(friend, i): ${i + 1}. ${friend}
    """

  private func context() -> Context {
    var context = Context(["friends": ["Ada", "Grace"]], now: Timestamp(iso: "2026-01-31T12:00:00Z"))
    context.define("shout") { arguments in .string((arguments[0].string ?? "").uppercased()) }
    var own = context.derived()
    own["name"] = "World"
    return own
  }

  @Test func theExample() throws {
    let source = try #require(try blocks("swift").first)
    for line in Self.template.split(separator: "\n") { #expect(source.contains("\n    \(line)\n")) }
    let file = SourceFile(name: "greeting.yml", text: Self.template)
    let result = try Template(try Node(yaml: file), in: file).render(context())
    #expect(try blocks("json") == [(result ?? .null).text(.pretty) + "\n"])
  }

  @Test func theError() throws {
    let text = Self.template.replacing("$eval: friends", with: "$eval: freinds")
    let file = SourceFile(name: "greeting.yml", text: text)
    let template = Template(try Node(yaml: file), in: file)
    let error = try #require(throws: JSONEError.self) { try template.render(context()) }
    let shown = DiagnosticRenderer().text(of: [error.diagnostic])
    let page = try Checkout.text("docs/json-e.md")
    for line in shown.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
      #expect(page.contains("      \(line)"), "\(line)")
    }
  }

  /// Every operator and every builtin is named.
  @Test func nothingIsMissing() throws {
    let page = try Checkout.text("docs/json-e.md")
    for name in [
      "$eval", "$find", "$flatten", "$flattenDeep", "$fromNow", "$if", "$json", "$let", "$map", "$match", "$merge",
      "$mergeDeep", "$reduce", "$reverse", "$sort", "$switch",
    ] {
      #expect(page.contains("`\(name)`"))
      #expect(!Template([name: 1] as JSON).problems.contains { $0.id == "reserved-key" })
    }
    for name in [
      "min", "max", "sqrt", "ceil", "floor", "abs", "number", "range", "lowercase", "uppercase", "strip", "lstrip",
      "rstrip", "str", "len", "split", "join", "typeof", "defined", "fromNow",
    ] {
      #expect(page.contains("`\(name)`"))
      #expect(try Expression("typeof(\(name))").evaluate(Context()) == "function")
    }
  }
}
