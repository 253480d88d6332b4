import CommitSyntax
import Diagnostics
import Testing

/// Hostile messages: time and memory grow in a line with the text, reports do not grow at all.
@Suite struct RobustnessTests {
  /// What would be repeated to make a reader slow; with a quadratic step anywhere, none of these ends in time.
  static let pieces = [
    "a", " ", "\n", "\r\n", "\0", ",", ":", "[", "\"", "\u{301}", "\u{2028}", "\u{FFFD}", "-", "win7-32,", "x,",
    "no-ci ",
    "no ci\n", "include ", "include keys: ", "include keys:", "include keys: linux\n", "include x\n",
    "include win99-64\n", "no-cj\n", "> ", "#", "a+", "include: x\n", "include keys: win7-32 ", "no-ci: ", "keys: a\n",
    "win7-32;", "northeurope, ", "1. ", "[no-ci", "keys: win7-32\n",
  ]

  @Test(.timeLimit(.minutes(10)), arguments: pieces, ["", "include keys: ", "include keys ", "no-ci ", "include "])
  func repetitionsCostNoMoreThanTheirLength(_ piece: String, head: String) {
    let message = CommitMessage(head + String(repeating: piece, count: 60_000 / piece.utf8.count))
    #expect(message.diagnostics.count <= 201)
    #expect(message.rendered.utf8.count < 20_000)
  }

  @Test(.timeLimit(.minutes(10)), arguments: [("a", 10_000_000), ("win7-32, ", 1_000_000)])
  func oneLongLine(_ piece: String, bytes: Int) {
    let message = CommitMessage(
      "include keys: win10-64, " + String(repeating: piece, count: bytes / piece.utf8.count))
    #expect(message.instructions.filters[.keys]?.values.first?.text == "win10-64")
    #expect(message.rendered.utf8.count < 2_000)
  }

  @Test func aHundredProblemsAreEnough() {
    let message = CommitMessage(String(repeating: "include: x\n", count: 1000) + "no-verify")
    #expect(message.diagnostics.count == 101)
    #expect(message.findings.last == "error too-many-problems")
    #expect(message.instructions.contains(.noVerify))
    let stopped = CommitMessage(String(repeating: "include: x\n", count: 1000) + "no-ci")
    #expect(!stopped.hasErrors)
  }

  @Test func aFloodOfRemarksIsNoErrorAndHidesNone() {
    let flood = String(repeating: "# no-ci\n", count: 1000)
    let message = CommitMessage(flood)
    #expect(!message.hasErrors)
    #expect(message.diagnostics.count == 101)
    #expect(message.findings.last == "warning too-many-problems")
    #expect(CommitMessage(flood + "include-keys: win7-32").findings.contains("error misspelled-filter"))
  }

  @Test(.timeLimit(.minutes(10))) func manyLinesOfAFilterAreNoProblem() {
    let message = CommitMessage(String(repeating: "include keys: win7-32\n", count: 40_000))
    #expect(message.findings == ["note merged-filters"])
    #expect(message.instructions.filters[.keys]?.lines.count == 40_000)
  }

  @Test func aCorrectionOfManyLinesIsNotShownWhole() {
    let message = CommitMessage(String(repeating: "include keys: win7-32 ", count: 300))
    #expect(message.findings == ["error two-instructions"])
    #expect(message.rendered.contains("= fix: 295 more lines\n"))
    #expect(message.rendered.utf8.count < 1_000)
  }

  /// Of a line that is no instruction, only the beginning is looked at; that is enough to see what it tries to be.
  @Test func aLongMistakeIsAMistake() {
    let message = CommitMessage("include keys " + String(repeating: "win7-32, ", count: 10_000))
    #expect(message.findings == ["error missing-colon"])
    #expect(message.diagnostics[0].fixIts.isEmpty)
  }

  /// Whatever a message holds, a terminal is shown text.
  @Test func aMessageDrivesNoTerminal() {
    let evil = "include keys: \u{1B}]0;title\u{7}\u{1B}[2J\u{202E}x\ninclude-keys: \u{9B}31m\npool-deploy: \u{1B}c"
    let message = CommitMessage(evil)
    #expect(message.diagnostics.count == 3)
    let shown = message.rendered.unicodeScalars
    #expect(!shown.contains { $0 != "\n" && [.control, .format].contains($0.properties.generalCategory) })
  }
}
