import Diagnostics
import Testing

@Suite struct FixItTests {
  private let file = SourceFile(name: "f", text: "one two three")

  private func fix(_ edits: (Range<Int>, String)...) -> Diagnostic {
    Diagnostic(id: "x", "wrong", fixIts: edits.map { .init(at: file.place($0.0), replacement: $0.1) })
  }

  @Test func appliesInAnyOrder() {
    #expect(file.correcting([fix((8..<13, "3")), fix((0..<3, "1"), (4..<7, "2"))]) == "1 2 3")
  }

  @Test func thoseOfOneDiagnosticGoTogetherOrNotAtAll() {
    #expect(file.correcting([fix((0..<3, "1")), fix((1..<2, "X"), (8..<13, "3"))]) == "1 two three")
  }

  @Test func twoInsertionsAtOnePointAreOneTooMany() {
    #expect(file.correcting([fix((3..<3, ",")), fix((3..<3, ";"))]) == "one, two three")
    #expect(file.correcting([fix((3..<3, ",")), fix((3..<3, ","))]) == "one, two three")
  }

  @Test func bytesThatAreNoTextAreKept() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xFE, 0x62, 0xE2, 0x82, 0x0A] + Array("one".utf8) + [0xC3]
    let file = SourceFile(name: "f", bytes: bytes)
    #expect(file.text == "a\u{FFFD}\u{FFFD}b\u{FFFD}\none\u{FFFD}")
    #expect(file.bytes == bytes)
    let place = file.place(12..<15)
    #expect(place.text == "one")
    #expect(file.byteOffset(of: 12) == 7)
    #expect(file.byteOffset(of: file.text.utf8.count) == bytes.count)
    let fixed = file.corrected(by: [Diagnostic(id: "x", "wrong", fixIts: [.init(at: place, replacement: "1")])])
    #expect(fixed.bytes == Array(bytes.prefix(7)) + [0x31, 0xC3])
    #expect(file.corrected(by: []) == file)
  }

  @Test func othersAreLeftAlone() {
    let other = SourceFile(name: "g", text: "other")
    let strange = Diagnostic(id: "x", "wrong", fixIts: [.init(at: other.place(0..<1), replacement: "X")])
    #expect(file.correcting([strange, fix((0..<99, "X"))]) == file.text)
  }
}
