import Diagnostics
import Document
import Testing

/// Every node knows where it stands: here as the text that its range covers.
struct YAMLRangeTests {
  static let text = """
    # é: a comment, so that code points and bytes differ
    plain: some text   # comment
    "quo\\ted": 'it''s'
    ключ:
      - one
      -   two words
      - {a: 1, b: [x, y]}
    block: |
      line 😀

    last:
      deep: 0620052

    """.replacing("\\t", with: "t")

  static func texts(of node: Node, in file: SourceFile) -> [String] {
    switch node.content {
    case .array(let nodes): [file[node.range]] + nodes.flatMap { texts(of: $0, in: file) }
    case .object(let members):
      [file[node.range]] + members.flatMap { [file[$0.keyRange]] + texts(of: $0.value, in: file) }
    default: [file[node.range]]
    }
  }

  @Test(arguments: ["", "\u{FEFF}", "---\n"])
  func everyNode(prefix: String) throws {
    let file = SourceFile(name: "a.yml", text: prefix + Self.text)
    let node = try Node(yaml: file)
    let list = "- one\n  -   two words\n  - {a: 1, b: [x, y]}"
    let whole = Self.text.split(separator: "\n", maxSplits: 1)[1].dropLast()
    #expect(
      Self.texts(of: node, in: file) == [
        String(whole), "plain", "some text", "\"quoted\"", "'it''s'",
        "ключ", list, "one", "two words", "{a: 1, b: [x, y]}", "a", "1", "b", "[x, y]", "x", "y",
        "block", "|\n  line 😀", "last", "deep: 0620052", "deep", "0620052",
      ])
  }

  @Test func carriageReturns() throws {
    let file = SourceFile(name: "a.yml", text: "a: é\r\nb:\r\n  - c\r\n  - d\r\ne:\r\n")
    let node = try Node(yaml: file)
    #expect(
      Self.texts(of: node, in: file) == [
        "a: é\r\nb:\r\n  - c\r\n  - d\r\ne:", "a", "é", "b", "- c\r\n  - d", "c", "d", "e", "",
      ])
  }

  @Test func aliasesPointAtTheirAnchor() throws {
    let file = SourceFile(name: "a.yml", text: "a: &x {k: 1}\nb: *x\nc: {<<: *x}")
    let node = try Node(yaml: file)
    #expect(node["b"].map { file[$0.range] } == "&x {k: 1}")
    #expect(node["c"]?.members.map { $0.map { file[$0.keyRange] } } == ["k"])
  }
}
