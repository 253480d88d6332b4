import Document
import Testing

@Suite("Objects")
struct JSONObjectTests {
  @Test("an absent member is nil, which is not null")
  func absent() {
    let object: JSONObject = ["a": .null]
    #expect(object["b"] == Optional<JSON>.none)
    #expect(object["a"] == Optional<JSON>.some(.null))
  }

  @Test("members come in the order of their bytes, the last of equals holds")
  func order() {
    let object: JSONObject = ["b": 1, "é": 2, "a": 3, "e\u{301}": 4, "b": 5]
    #expect(object.keys == ["a", "b", "e\u{301}", "é"])
    #expect(object["b"] == 5)
    #expect(object["é"] == 2)
  }
}
