import Document
import Testing

struct JSONWriterTests {
  /// What JavaScript's JSON.stringify prints.
  static let numberTexts: [(Double, String)] = [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (1.5, "1.5"), (-12.25, "-12.25"), (100, "100"),
    (123_456_789_012_345, "123456789012345"), (1e15, "1000000000000000"), (9_007_199_254_740_992, "9007199254740992"),
    (1e20, "100000000000000000000"), (1.2345e20, "123450000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"),
    (1e22, "1e+22"), (-1e21, "-1e+21"), (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (1e-7, "1e-7"),
    (1.25e-7, "1.25e-7"), (-1e-7, "-1e-7"), (123.456e-9, "1.23456e-7"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
    (1.0 / 3, "0.3333333333333333"),
    (4.35, "4.35"), (123456.789, "123456.789"), (2e-5, "0.00002"), (1e16 + 2, "10000000000000002"),
    (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
  ]

  @Test(arguments: numberTexts)
  func numbers(value: Double, text: String) { #expect(JSON.number(value).text() == text) }

  @Test(arguments: [
    ("", #""""#), ("abc", #""abc""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{8}\u{c}\n\r\t", #""\b\f\n\r\t""#),
    ("\0\u{1}\u{f}\u{10}\u{1f}\u{7f}", "\"\\u0000\\u0001\\u000f\\u0010\\u001f\u{7f}\""),
    ("é😀\u{2028}/", "\"é😀\u{2028}/\""),
  ])
  func strings(value: String, text: String) throws {
    #expect(JSON.string(value).text() == text)
    #expect(try JSON(parsing: text.utf8) == .string(value))
  }

  /// Every byte at every place of a long text: the writer looks at eight bytes at a time.
  @Test func everyCharacterIsEscapedWhereverItStands() throws {
    for code in UInt8(0)...0x7F {
      for place in 0..<19 {
        let (before, after) = (String(repeating: "x", count: place), String(repeating: "é", count: 9))
        let text = before + String(Unicode.Scalar(code)) + after
        let written = JSON.string(text).bytes()
        #expect(!written.contains { $0 < 0x20 })
        #expect(try JSON(parsing: written) == .string(text), "\(code) at \(place)")
      }
    }
  }

  static let value: JSON = ["b": [1, [], [:], ["x": .null]], "a": ["é": true, "": "t"], "c": []]

  @Test func compact() {
    #expect(Self.value.text() == #"{"a":{"":"t","é":true},"b":[1,[],{},{"x":null}],"c":[]}"#)
  }

  /// What `json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)` prints.
  @Test func pretty() {
    #expect(
      Self.value.text(.pretty) == """
        {
          "a": {
            "": "t",
            "é": true
          },
          "b": [
            1,
            [],
            {},
            {
              "x": null
            }
          ],
          "c": []
        }
        """)
  }

  @Test(arguments: [JSONStyle.compact, .pretty])
  func pieceByPiece(style: JSONStyle) {
    var writer = JSONWriter(style)
    var bytes: [UInt8] = []
    writer.openObject()
    for member in Self.value.object?.members ?? [] {
      writer.key(member.key)
      if let elements = member.value.array {
        writer.openArray()
        for element in elements { writer.write(element) }
        writer.closeArray()
      } else {
        writer.write(member.value)
      }
      bytes += writer.drain()
    }
    writer.closeObject()
    #expect(bytes + writer.drain() == Self.value.bytes(style))
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: [
    (1e21, "1e+21"), (5, "5"), (.nan, "NaN"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (-0.0, "0"),
  ])
  func javaScriptText(value: Double, text: String) { #expect(value.javaScriptText == text) }

  @Test func everyPowerReadsBack() throws {
    for exponent in -323...308 {
      for digits in ["1", "1.7", "9.007199254740993", "4.9406564584124654"] {
        let value = try #require(Double("\(digits)e\(exponent)"))
        guard value.isFinite else { continue }
        #expect(try JSON(parsing: JSON.number(value).bytes()) == .number(value))
      }
    }
  }
}
