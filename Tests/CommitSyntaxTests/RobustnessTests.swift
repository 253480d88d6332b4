import CommitSyntax
import Diagnostics
import Testing

/// Messages of ten megabytes: time and memory grow in a line, reports do not grow at all.
@Suite(.serialized) struct RobustnessTests {
  static let size = 10_000_000

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a", " ", "\n", "\r\n", "\0", ",", ":", "[", "\"", "\u{301}", "\u{2028}", "\u{FFFD}", "-", "win7-32,", "x,",
      "no-ci ", "no ci\n", "include ", "include keys: ", "include keys:", "include keys: linux\n", "include x\n",
      "include win99-64\n", "no-cj\n", "> ", "#", "a+", "include: x\n", "include keys: win7-32 ", "no-ci: ",
      "keys: a\n",
    ])
  func repeatedWithoutEnd(_ piece: String) {
    let text = String(repeating: piece, count: Self.size / piece.utf8.count)
    for head in ["", "include keys: ", "include keys ", "no-ci "] {
      let message = CommitMessage(head + text)
      #expect(message.diagnostics.count <= 101)
      #expect(message.rendered.utf8.count < 20_000)
    }
  }
}
