import Diagnostics
import Document
import Testing

struct JSONParsingTests {
  /// A text, and how it is written again.
  static let texts: [(String, String)] = [
    ("null", "null"), (" true ", "true"), ("\t\r\nfalse\n", "false"), ("0", "0"), ("-0", "0"), ("12.50", "12.5"),
    ("1e3", "1000"), ("1E+3", "1000"), ("-1.5e-3", "-0.0015"), ("9007199254740993", "9007199254740992"),
    ("123456789012345678901234567890", "1.2345678901234568e+29"), ("1e-400", "0"), ("5e-324", "5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"), ("0.1", "0.1"), ("1e22", "1e+22"),
    ("0.000000000001", "1e-12"),
    ("123456789012345e22", "1.23456789012345e+36"), ("0.00000000000000000000012345", "1.2345e-22"),
    (#""""#, #""""#), (#""a\"\\\/\b\f\n\r\tz""#, #""a\"\\/\b\f\n\r\tz""#), (#""\u00e9\u20AC\ud83d\uDE00""#, #""é€😀""#),
    (#""\u0000""#, #""\u0000""#), ("\"é€😀\u{7f}\"", "\"é€😀\u{7f}\""),
    ("[]", "[]"), ("[ ]", "[]"), ("[1,[2],[]]", "[1,[2],[]]"), ("{ }", "{}"),
    (#"{"b":1 , "a" : {"c":[null]}}"#, #"{"a":{"c":[null]},"b":1}"#),
    ("{\"\u{e9}\":2,\"e\\u0301\":1}", "{\"e\u{301}\":1,\"\u{e9}\":2}"),
  ]

  @Test(arguments: texts)
  func good(text: String, written: String) throws {
    #expect(try JSON(parsing: text.utf8).text() == written)
    // Not contiguous.
    #expect(try JSON(parsing: AnyCollection(Array(text.utf8))).text() == written)
    #expect(try Node(json: SourceFile(name: "a.json", text: text)).json.text() == written)
  }

  @Test func lastOfEqualKeys() throws {
    #expect(try JSON(parsing: #"{"a":1,"b":0,"a":2}"#.utf8).text() == #"{"a":2,"b":0}"#)
  }

  static let mistakes: [(String, Int, JSONSyntaxError.Reason)] = [
    ("", 0, .end), ("  ", 2, .end), ("[", 1, .end), ("[1", 2, .end), ("[1,", 3, .end),
    ("{", 1, .end), (#"{"a""#, 4, .end), (#"{"a":"#, 5, .end), ("tru", 3, .end), ("-", 1, .end), ("1.", 2, .end),
    ("1e", 2, .end), ("1e+", 3, .end),
    ("1 2", 2, .afterValue), ("[]]", 2, .afterValue), ("1\0", 1, .afterValue), ("/**/1", 0, .unexpected),
    ("'a'", 0, .unexpected), ("+1", 0, .unexpected), (".5", 0, .unexpected), ("\u{FEFF}1", 0, .unexpected),
    ("\0", 0, .unexpected), ("[,1]", 1, .unexpected),
    ("[1 2]", 3, .comma), ("[1;2]", 2, .comma), (#"{"a":1 "b":2}"#, 7, .comma), (#"{"a" 1}"#, 5, .colon),
    ("{a:1}", 1, .key), ("{1:1}", 1, .key), ("[1,]", 2, .trailingComma), (#"{"a":1 , }"#, 7, .trailingComma),
    ("01", 0, .number), ("-01", 0, .number), ("1.x", 2, .number), ("-x", 1, .number), ("1e400", 0, .numberTooLarge),
    ("[-1e999]", 1, .numberTooLarge),
    ("nul!", 0, .literal), ("True", 0, .literal), ("NaN", 0, .literal), ("[Infinity]", 1, .literal),
    ("\"a\nb\"", 2, .controlCharacter), ("\"a\0b\"", 2, .controlCharacter), ("\"\\t\tb\"", 3, .controlCharacter),
    (#""\x""#, 1, .escape), (#""\u12g4""#, 1, .escape), (#""\ud800""#, 1, .loneSurrogate),
    (#""a\udc00""#, 2, .loneSurrogate), (#""\ud800\u0041""#, 1, .loneSurrogate), (#""\ud800\n""#, 1, .loneSurrogate),
    ("\"abc", 0, .unterminatedString), ("[\"\\n", 1, .unterminatedString), ("\"\\", 2, .end), ("\"\\u12", 5, .end),
  ]

  @Test(arguments: mistakes)
  func refused(text: String, offset: Int, reason: JSONSyntaxError.Reason) {
    let expected = JSONSyntaxError(offset: offset, reason: reason)
    #expect(throws: expected) { try JSON(parsing: text.utf8) }
    let file = SourceFile(name: "a.json", text: text)
    let failure = #expect(throws: Failure.self) { try Node(json: file) }
    #expect(failure?.diagnostics == [Diagnostic(id: "json-syntax", expected.message, at: file.place(at: offset))])
  }

  @Test(
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0x5C, 0x6E, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
  func notUTF8(bytes: [UInt8]) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
    #expect(error?.reason == .notUTF8)
  }

  @Test func depth() throws {
    let deep = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    #expect(try JSON(parsing: deep.utf8).text() == deep)
    #expect(throws: JSONSyntaxError(offset: 1_000, reason: .depth(limit: 1_000))) {
      try JSON(parsing: String(repeating: "[", count: 1_000_000).utf8)
    }
    #expect(throws: JSONSyntaxError(offset: 5_000, reason: .depth(limit: 1_000))) {
      try JSON(parsing: String(repeating: #"{"a":"#, count: 100_000).utf8)
    }
  }

  @Test func ranges() throws {
    let file = SourceFile(name: "a.json", text: #" { "é": [1.50, "x\n"], "b" : null } "#)
    let node = try Node(json: file)
    #expect(file[node.range] == file.text.dropFirst().dropLast())
    let members = try #require(node.members)
    #expect(members.map { file[$0.keyRange] } == [#""é""#, #""b""#])
    #expect(members.map { file[$0.value.range] } == [#"[1.50, "x\n"]"#, "null"])
    #expect(members[0].value.array?.map { file[$0.range] } == ["1.50", #""x\n""#])
  }

  @Test func duplicateKeyOfAFile() {
    let file = SourceFile(name: "a.json", text: #"{"a": {"b": 1, "c": 2, "b": 3}}"#)
    let failure = #expect(throws: Failure.self) { try Node(json: file) }
    #expect(failure?.diagnostics.first?.place == file.place(at: 23))
  }
}
