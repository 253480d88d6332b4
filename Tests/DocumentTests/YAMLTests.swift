import Diagnostics
import Document
import Testing

struct YAMLTests {
  private func value(_ text: String) throws -> JSON { try Node(yaml: SourceFile(name: "a.yml", text: text)).json }

  /// YAML → what js-yaml 4.1 makes of it, as JSON.
  static let scalars: [(String, String)] = [
    ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("nULL", #""nULL""#),
    ("# only a comment", "null"), ("true", "true"), ("True", "true"), ("TRUE", "true"), ("tRUE", #""tRUE""#),
    ("false", "false"), ("False", "false"), ("FALSE", "false"), ("yes", #""yes""#), ("no", #""no""#), ("on", #""on""#),
    ("off", #""off""#), ("y", #""y""#),
    ("0", "0"), ("-0", "0"), ("+12", "12"), ("-12", "-12"), ("0620052", "620052"), ("007", "7"), ("08", "8"),
    ("0o17", "15"), ("0x1F", "31"), ("0b101", "5"), ("-0x10", "-16"), ("0o8", #""0o8""#), ("0xg", #""0xg""#),
    ("0x", #""0x""#), ("1_000", "1000"), ("1_", #""1_""#), ("_1", #""_1""#), ("0x_1", "1"), ("-", "[null]"),
    ("+", #""+""#), ("12345678901234567890", "12345678901234567000"), ("1.5", "1.5"), ("1.", "1"), (".5", "0.5"),
    ("-.5", #""-.5""#), (".", #"".""#), ("._5", "0.5"), ("1e3", "1000"), ("1E-3", "0.001"), ("1e", #""1e""#),
    ("1.5e+3", "1500"), (".5e1", "5"), ("1_0.5_0", "10.5"), ("1e1_0", #""1e1_0""#), ("-1.5e-7", "-1.5e-7"),
    (".inf", "null"), ("-.Inf", "null"), ("+.INF", "null"), (".NaN", "null"), (".iNF", #"".iNF""#),
    ("1:30", #""1:30""#), ("1.2.3", #""1.2.3""#), ("--", #""--""#), ("a b", #""a b""#), ("0.0.1", #""0.0.1""#),
    ("'12'", #""12""#), (#""null""#, #""null""#), ("'it''s'", #""it's""#), (#""\x41\u00e9\n""#, #""Aé\n""#),
    ("!!str 12", #""12""#), ("!!str", #""""#), ("!!int '12'", "12"), ("!!float 1", "1"), ("!!bool 'true'", "true"),
    ("!!null ''", "null"), ("!!map {a: 1}", #"{"a":1}"#), ("!!seq [1]", "[1]"),
  ]

  static let structures: [(String, String)] = [
    ("|\n a\n  b\n\n", #""a\n b\n""#), ("|-\n 12\n", #""12""#), (">\n a\n b\n", #""a b\n""#),
    ("|+\n a\n\n", #""a\n\n""#),
    ("a: 1\nb:\n  - 2\n  - c: ~\n", #"{"a":1,"b":[2,{"c":null}]}"#), ("a:\n- 1\n- 2", #"{"a":[1,2]}"#),
    ("{a: 1, 'b': [2, 3], c}", #"{"a":1,"b":[2,3],"c":null}"#), ("a: b:c", #"{"a":"b:c"}"#),
    ("a: &x [1]\nb: *x\n", #"{"a":[1],"b":[1]}"#), ("&k a: 1\nb: *k", #"{"a":1,"b":"a"}"#),
    ("\u{FEFF}a: 1", #"{"a":1}"#), ("\u{FEFF}---\na: é\n", #"{"a":"é"}"#),
    ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", #"{"a":1,"b":"x\ny\n"}"#), ("%YAML 1.2\n---\na: 1\n...\n", #"{"a":1}"#),
    ("b: &a {x: 1, y: 2}\nc:\n  <<: *a\n  y: 3", #"{"b":{"x":1,"y":2},"c":{"x":1,"y":3}}"#),
    ("b: &a {x: 1, y: 2}\nc:\n  y: 3\n  <<: *a", #"{"b":{"x":1,"y":2},"c":{"x":1,"y":3}}"#),
    ("<<: [{x: 1}, {x: 2, y: 2}]", #"{"x":1,"y":2}"#), ("<<: {x: 2, y: 2}\nz: 0\n<<: {x: 1}", #"{"x":2,"y":2,"z":0}"#),
    ("<<: {x: 1}\n'<<': 2", #"{"<<":2,"x":1}"#), ("x: <<", #"{"x":"<<"}"#), ("<<: []\nx: 1", #"{"x":1}"#),
  ]

  @Test(arguments: scalars + structures)
  func asJSYAML(text: String, json: String) throws { #expect(try value(text).text() == json) }

  /// Where we read less, or otherwise: dates are text, as is every key, and what is no JSON is refused.
  @Test(arguments: [
    ("2020-01-01", #""2020-01-01""#),
    ("1: a\n0x10: b\ntrue: c\n1.50: d\n", #"{"0x10":"b","1":"a","1.50":"d","true":"c"}"#),
  ])
  func otherwise(text: String, json: String) throws { #expect(try value(text).text() == json) }

  @Test(arguments: [(".inf", Double.infinity), ("-.inf", -.infinity), ("72e7832", .infinity)])
  func infinite(text: String, number: Double) throws { #expect(try value(text) == .number(number)) }

  @Test func notANumber() throws { #expect(try value(".nan").number?.isNaN == true) }

  @Test(arguments: [
    ("0620052", "0620052"), ("no", "no"), ("72e7832", "72e7832"), ("1.50", "1.50"), ("", ""), ("~", "~"),
    ("a b", "a b"),
  ])
  func plainText(text: String, expected: String) throws {
    let node = try Node(yaml: SourceFile(name: "a.yml", text: "k: \(text) # comment"))
    #expect(node["k"]?.plainText == expected)
    #expect(node["k"]?.text == expected)
  }

  @Test(arguments: ["'12'", "|\n  12"])
  func noPlainText(text: String) throws {
    let node = try Node(yaml: SourceFile(name: "a.yml", text: "k: \(text)"))
    #expect(node["k"]?.plainText == nil)
  }

  @Test func documents() throws {
    let file = SourceFile(name: "a.yml", text: "a: 1\n---\n- é\n---\n")
    #expect(try Node.documents(yaml: file).map(\.json) == [["a": 1], ["é"], .null])
    #expect(try Node.documents(yaml: SourceFile(name: "a.yml", text: " \n# nothing")).isEmpty)
  }

  @Test func deepest() throws {
    let text = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    #expect(try value(text).text() == text)
  }

  @Test func manyKeys() throws {
    let text = (0..<5_000).map { "k\($0): \($0)\n" }.joined()
    #expect(try value(text).object?.count == 5_000)
  }

  /// Composed and decomposed é are two keys, and two values.
  @Test func keysAreBytes() throws {
    #expect(try value("e\u{301}: 1\n\u{e9}: 2").object?.count == 2)
  }
}
