import Diagnostics
import Testing

@Suite struct LineIndexTests {
  @Test(arguments: ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func everySeparatorEndsALine(separator: String) {
    let index = LineIndex("äb" + separator + separator + "c")
    #expect(index.count == 3)
    let length = separator.utf8.count
    #expect((1...3).map(index.content(of:)) == [0..<3, 3 + length..<3 + length, 3 + 2 * length..<4 + 2 * length])
    #expect(index.position(at: 3 + 2 * length) == Position(line: 3, column: 1))
  }

  @Test func separatorsThatFollowOneAnother() {
    let text = "a\r\n\n\rb\n\r"
    let index = LineIndex(text)
    let lines = (1...index.count).map { String(decoding: index.bytes[index.content(of: $0)], as: UTF8.self) }
    #expect(lines == ["a", "", "", "b", "", ""])
  }

  @Test(
    arguments: [(0, 1, 1), (1, 1, 2), (2, 1, 2), (3, 1, 3), (4, 2, 1), (8, 2, 2), (9, 2, 3), (99, 2, 3), (-1, 1, 1)])
  func columnsCountCodePoints(offset: Int, line: Int, column: Int) {
    #expect(LineIndex("aé\n😀b").position(at: offset) == Position(line: line, column: column))
  }

  @Test func anEmptyTextHasOneLine() {
    #expect(LineIndex("").count == 1)
    #expect(LineIndex("").content(of: 1) == 0..<0)
  }
}
