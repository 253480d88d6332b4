import Diagnostics
import Document
import JSONE
import Synchronization
import Testing

/// What the library adds to the language: contexts, functions, names, problems.
struct TemplateTests {
  static let now = SpecificationCase.now

  // MARK: - Context

  @Test func derivedContexts() throws {
    var base = Context(["a": 1, "b": 2])
    var derived = base.derived()
    derived["b"] = 3
    derived["c"] = 4
    base["a"] = 5
    #expect(try Expression("[a, b, c]").evaluate(derived) == [1, 3, 4])
    #expect(try Expression("[a, b, defined('c')]").evaluate(base) == [5, 2, false])
    #expect(derived.names == ["a", "b", "c"])
    // What was set since then is taken back, and no more.
    derived["b"] = nil
    derived["a"] = nil
    #expect(derived["b"] == 2)
    #expect(derived["a"] == 1)
    #expect(try Expression("a + b").evaluate(base.adding(["a": 10], ["b": 20, "a": 11])) == 31)
  }

  @Test func lazyValues() throws {
    let count = Counter()
    var context = Context(["flag": false])
    context.lazy("commit") { ["sha": .number(Double(count.next()))] }
    let derived = context.derived()
    #expect(try Expression("defined('commit') && flag && commit.sha").evaluate(derived) == false)
    #expect(count.value == 0)
    #expect(try Expression("commit.sha + commit.sha").evaluate(derived) == 2)
    #expect(try Expression("commit.sha").evaluate(context) == 1)
    #expect(count.value == 1)
    context["commit"] = "plain"
    #expect(try Expression("commit").evaluate(context) == "plain")
  }

  @Test func functions() throws {
    var context = Context()
    context.define("twice") { arguments in
      guard let number = arguments.first?.number else {
        throw Diagnostic(id: "x", "twice takes a number", help: "give one")
      }
      return .number(2 * number)
    }
    #expect(try Expression("twice(4) + 1").evaluate(context) == 9)
    #expect(try Template(["$let": ["f": ["$eval": "twice"]], "in": "${f(2)}"]).render(context) == "4")
    let error = try #require(throws: JSONEError.self) { try Expression("1 + twice('a')").evaluate(context) }
    #expect(error.description == "BuiltinError: twice: twice takes a number")
    #expect(error.help == "give one")
    #expect(error.kind == .builtin)
    #expect(throws: JSONEError.self) { try Expression("twice(min)").evaluate(context) }
    #expect(throws: JSONEError.self) { try Expression("twice").evaluate(context) }
  }

  @Test func theClockIsTheContextsOnly() throws {
    let template = Template([["$fromNow": "1 day"], ["$eval": "now"], ["$eval": "fromNow('')"]])
    let later = Timestamp(milliseconds: Self.now!.milliseconds + 86_400_000).iso
    #expect(
      try template.render(Context(now: Self.now)) == [.string(later), .string(Self.now!.iso), .string(Self.now!.iso)])
    let error = try #require(throws: JSONEError.self) { try template.render(Context()) }
    #expect(error.reason == .unknownValue("now"))
    #expect(try Expression("now").evaluate(Context(["now": "x"], now: Self.now)) == "x")
  }

  @Test func namesOfTheContextAreIdentifiers() {
    for name in ["a b", "1", "", "é", "a-b"] {
      var context = Context()
      context[name] = 1
      #expect(throws: JSONEError.self) { try Template(1).render(context) }
      #expect(throws: JSONEError.self) { try Template(1).render(Context(["ok": 1, name: 1]).derived()) }
    }
  }

  @Test func nothing() throws {
    #expect(try Template(["$if": "false", "then": 1]).render(Context()) == nil)
    #expect(try Template(["$find": [1], "each(x)": "x > 1"]).render(Context()) == nil)
    #expect(try Template(.null).render(Context()) == .null)
  }

  @Test func truth() throws {
    #expect(try Expression("[]").isTrue(Context()) == false)
    #expect(try Expression("[0]").isTrue(Context()))
    #expect(try Expression("min").isTrue(Context()))
  }

  // MARK: - What shows without a context

  @Test(arguments: [
    ("1", []), ("'${a} ${b.c} ${min(1, 2)}'", ["a", "b"]), ("{$eval: 'a[b] + f(c)'}", ["a", "b", "c", "f"]),
    ("{$map: {$eval: list}, each(x): '${x} ${y}'}", ["list", "y"]), ("{$let: {x: '${x}'}, in: '${x}'}", ["x"]),
    ("{$let: {x: {$eval: a}}, in: '${x} ${z}'}", ["a", "z"]),
    ("{$let: {x: {$if: a, then: 1}}, in: '${x}'}", ["a", "x"]),
    ("{$let: {$eval: vars}, in: '${x}'}", ["vars", "x"]), ("{$fromNow: 1 day}", ["now"]),
    ("{$fromNow: 1 day, from: '${t}'}", ["t"]), ("{$eval: fromNow('1 day')}", ["fromNow", "now"]),
    ("{$let: {now: a}, in: {$fromNow: 1 day}}", []), ("{'${a}': 1, $$b: 2}", ["a"]),
    ("{$switch: {a: '${b}', $default: '${c}'}}", ["a", "b", "c"]), ("{$sort: [], by(x): x + y}", ["y"]),
    ("{$if: 'false', then: '${commit.sha}'}", ["commit"]), ("$${a}", []), ("{$find: [], each(x): x == y}", ["y"]),
    ("{$reduce: [], initial: '${z}', 'each(acc, x)': '${acc} ${x} ${i}'}", ["i"]),
  ])
  func freeNames(_ text: String, expected: [String]) throws {
    let file = SourceFile(name: "a.yml", text: text)
    let names = Template(try Node(yaml: file), in: file).freeNames
    #expect(names == Set(expected).subtracting(["fromNow"]))
  }

  @Test func allProblemsAtOnce() throws {
    let file = SourceFile(
      name: "kind.yml",
      text: """
        name: ${1 +} and ${2 3}
        when: {$if: '!flags.x', then: 1, els: 2}
        in: {$if: '!flags[''x'']', then: {$evl: 1}}
        not: {$eval: '!defined("x")'}
        fine: {$eval: '!(flags.x)'}
        """)
    let template = Template(try Node(yaml: file), in: file)
    #expect(
      template.problems.map { "\($0.id) \($0.place?.text ?? "") \($0.help ?? "")" } == [
        "expression-syntax } ",
        "undefined-property els ",
        "expression-type !flags.x `!` binds to the next unit only: write `!(flags.x)`",
        "expression-type !flags[''x''] `!` binds to the next unit only: write `!(flags['x'])`",
        "reserved-key $evl did you mean `$eval`?",
        "expression-type !defined(\"x\") `!` binds to the next unit only: write `!(defined(\"x\"))`",
      ])
    // What no rendering comes to is no error then.
    #expect(throws: Never.self) { try Template(["$if": "true", "then": 1, "else": "${"]).render(Context()) }
  }

  @Test func theHintOfASign() throws {
    let context = Context(["flags": ["x": true], "list": [1]])
    for (source, hint) in [
      ("!flags.x", "!(flags.x)"), ("1 + -list[0]", "-(list[0])"), ("!flags['x'].y", "!(flags['x'].y)"),
      ("!min(1, 2)", "!(min(1, 2))"),
    ] {
      let error = try #require(throws: JSONEError.self) { try Expression(source).evaluate(context) }
      #expect(error.help?.hasSuffix("write `\(hint)`") == true, "\(source)")
      #expect(Expression(source).problems.count == 1)
    }
    #expect(try Expression("!(flags.x) || (!list) == false").evaluate(context) == true)
    #expect(Expression("(!flags).x").problems.isEmpty)
  }

  @Test(arguments: [
    ("when: true", true), ("when: 0", false), ("when: a == 1", true), ("when: ''", nil), ("when: [1]", nil),
  ])
  func expressionsOfAFile(_ text: String, expected: Bool?) throws {
    let file = SourceFile(name: "kind.yml", text: text)
    let node = try #require(try Node(yaml: file)["when"])
    let expression = Expression(node, in: file)
    if let expected {
      #expect(expression.problems.isEmpty)
      #expect(try expression.isTrue(Context(["a": 1])) == expected)
    } else {
      #expect(expression.problems.first?.place.map { node.range.contains($0.range.lowerBound) } == true)
      #expect(throws: JSONEError.self) { try expression.isTrue(Context(["a": 1])) }
    }
  }

  /// Text is compared and cut by code points; "é" of one and of two are different.
  @Test(
    arguments: [
      ("'\u{e9}' == 'e\u{301}'", false), ("len('e\u{301}')", 2), ("'e\u{301}'[0]", "e"), ("'a\r\nb'[1]", "\r"),
      ("'e' in 'e\u{301}'", true), ("split('e\u{301}', '')", ["e", "\u{301}"]), ("'👩‍👩‍👧'[-1:]", "👧"),
      ("split('e\u{301}x', 'e')", ["", "\u{301}x"]), ("{'\u{e9}': 1}['e\u{301}']", .null),
      ("lowercase('ΑΣ ΣΑΣ.')", "ας σας."), ("uppercase('ß')", "SS"), ("lowercase('İ')", "i\u{307}"),
    ] as [(String, JSON)])
  func text(_ source: String, expected: JSON) throws { #expect(try Expression(source).evaluate(Context()) == expected) }

  /// Numbers are doubles and are written as JavaScript writes them.
  @Test(arguments: [
    ("6 / 3", "2"), ("0.1 + 0.2", "0.30000000000000004"), ("10 ** 21", "1e+21"), ("10 ** 20", "100000000000000000000"),
    ("1 / 3", "0.3333333333333333"), ("0 * -1", "0"), ("2 ** 53 + 1", "9007199254740992"), ("-0", "0"),
  ])
  func numbers(_ source: String, expected: String) throws {
    #expect(try Template(.string("${\(source)}")).render(Context()) == .string(expected))
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
