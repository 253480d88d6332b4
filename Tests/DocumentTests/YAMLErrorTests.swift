import Diagnostics
import Document
import Testing

struct YAMLErrorTests {
  /// `‸` marks the place of each error.
  static let marked: [(String, [String])] = [
    ("a: 1\nb: 2\n‸a: 3\n", ["duplicate-key"]),
    ("x:\n  a: 1\n  ‸'a': 2\n  ‸a: 3\n", ["duplicate-key", "duplicate-key"]),
    ("é: {a: 1, ‸a: 2}\nü: {‸[b]: 1}", ["duplicate-key", "complex-key"]),
    ("? ‸{a: 1}\n: 2\nb: 3", ["complex-key"]),
    ("a: ‸*nowhere", ["unknown-alias"]),
    ("a: &a [‸*a]", ["unknown-alias"]),
    ("a: ‸!thing x", ["yaml-tag"]),
    ("a: ‸!!binary aGk=", ["yaml-tag"]),
    ("a: ‸!!int x", ["yaml-tag"]),
    ("a: ‸!!map [x]", ["yaml-tag"]),
    ("a:\n  ‸<<: 1", ["merge-key"]),
    ("a:\n  ‸<<: [{b: 1}, 2]", ["merge-key"]),
    ("a: 1\n‸---\nb: 2\n---\nc: 3", ["several-documents"]),
    ("a: 1\n‸\tb: 2", ["yaml-syntax"]),
    ("a:\n‸\t- 1", ["yaml-syntax"]),
    ("a: é‸: b", ["yaml-syntax"]),
    ("a: ‸@b", ["yaml-syntax"]),
    ("a: ‸\"b\nc: d\n", ["yaml-syntax"]),
    ("a: [1, 2\nb‸: 3", ["yaml-syntax"]),
    ("a: 1\n b‸: 2", ["yaml-syntax"]),
    ("a: \"‸\\q\"", ["yaml-syntax"]),
    ("a: é‸\u{1}", ["yaml-syntax"]),
    ("\u{FEFF}a: 1\n‸a: 2", ["duplicate-key"]),
  ]

  @Test(arguments: marked)
  func refused(marked: String, ids: [String]) {
    let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
    var offsets: [Int] = []
    for part in parts.dropLast() { offsets.append((offsets.last ?? 0) + part.utf8.count) }
    let file = SourceFile(name: "a.yml", text: parts.joined())
    let failure = #expect(throws: Failure.self) { try Node(yaml: file) }
    #expect(failure?.diagnostics.map(\.id) == ids)
    #expect(failure?.diagnostics.compactMap { $0.place?.range.lowerBound } == offsets)
    #expect(failure?.exitCode == .configuration)
  }

  @Test(arguments: [
    ("a: 1\n\tb: 2", "YAML is indented with spaces, never with tabs"),
    ("a: b: c", "text with a colon and a space in it must be in quotes, and a mapping begins on a line of its own"),
    ("a: 'x", "a quoted text must end with its quote"),
    ("a: !x 1", "the tags are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq, not '!x'"),
    ("a: 1\na: 2", "the key 'a' stands in this mapping already"),
  ])
  func messages(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.message) == [message])
  }

  @Test func firstOfADuplicateIsShown() {
    let file = SourceFile(name: "a.yml", text: "b:\n  a: 1\n  a: 2\n")
    let failure = #expect(throws: Failure.self) { try Node(yaml: file) }
    #expect(failure?.diagnostics.first?.notes == [.init("it stands here first", at: file.place(5..<6))])
  }

  /// Nine levels of nine aliases would be 387 million nodes.
  @Test func billionLaughs() {
    var text = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...9 {
      let alias = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
      text += "l\(level): &l\(level) [\(alias)]\n"
    }
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.id) == ["too-many-aliases"])
  }

  @Test func longTextRepeated() {
    let text =
      "a: &a \(String(repeating: "x", count: 1_000_000))\n"
      + "b: [\(Array(repeating: "*a", count: 50).joined(separator: ","))]"
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.id) == ["too-many-aliases"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func tooDeep(unit: String) {
    let text = String(repeating: unit, count: 20_000)
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.id) == ["yaml-depth"])
  }

  /// Neither half is too deep by itself.
  @Test func tooDeepByAlias() {
    func nested(_ inner: String, _ depth: Int) -> String {
      String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
    }
    let text = "a: &a \(nested("", 900))\nb: \(nested("*a", 200))"
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.id) == ["yaml-depth"])
  }

  @Test func tooLarge() {
    let text = String(repeating: "# a comment\n", count: 1_000_000)
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.map(\.id) == ["yaml-too-large"])
  }

  @Test func problemsAreBounded() {
    let text = String(repeating: "a: 1\n", count: 10_000)
    let failure = #expect(throws: Failure.self) { try Node(yaml: SourceFile(name: "a.yml", text: text)) }
    #expect(failure?.diagnostics.count == 100)
  }
}
