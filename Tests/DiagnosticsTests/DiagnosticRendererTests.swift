import Diagnostics
import Testing

@Suite struct DiagnosticRendererTests {
  /// The diagnostic of the text between `«` and `»`, as it is rendered.
  private func render(
    _ marked: String, fix: String? = nil, help: String? = nil, notes: [Diagnostic.Note] = []
  ) -> String {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    let rest = parts[1].split(separator: "»", omittingEmptySubsequences: false)
    let file = SourceFile(name: "message", text: String(parts[0]) + String(rest[0]) + String(rest[1]))
    let low = parts[0].utf8.count
    let place = file.place(low..<low + rest[0].utf8.count)
    let fixIts = fix.map { [Diagnostic.FixIt(at: place, replacement: $0)] } ?? []
    return DiagnosticRenderer().text(of: [
      Diagnostic(id: "wrong", "this is wrong", at: place, help: help, notes: notes, fixIts: fixIts)
    ])
  }

  @Test func showsThePlaceTheCorrectionAndTheWayOut() {
    #expect(
      render("subject\n\ninclude keys: «win»", fix: "win10", help: "did you mean 'win10'?") == """
        error[wrong]: this is wrong
         --> message:3:15
          |
        3 | include keys: win
          |               ^^^
        3 + include keys: win10
          = help: did you mean 'win10'?

        """)
  }

  @Test(
    arguments: [
      ("\t«x»", "    x", "    ^"),
      ("世界 «x»", "世界 x", "     ^"),
      ("e\u{301} «x»", "e\u{301} x", "  ^"),
      ("«世界»", "世界", "^^^^"),
      ("a\u{1B}[31m«x»", "a\\u{1b}[31mx", "           ^"),
      ("«\u{202E}»x", "\\u{202e}x", "^^^^^^^^"),
      ("a«»", "a", " ^"),
      ("«a\nb»", "a", "^"),
    ])
  func theCaretKnowsWhatATerminalShows(marked: String, line: String, caret: String) {
    let lines = render(marked).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[3] == "1 | " + line)
    #expect(lines[4] == "  | " + caret)
  }

  @Test func aLongLineIsCutAroundTheCaret() {
    let filler = String(repeating: "x", count: 3_000_000)
    let lines = render(filler + "«here»" + filler).split(separator: "\n")
    #expect(lines[1] == " --> message:1:3000001")
    #expect(lines[3] == "1 | …" + String(repeating: "x", count: 40) + "here" + String(repeating: "x", count: 55) + "…")
    #expect(lines[4] == "  | " + String(repeating: " ", count: 41) + "^^^^")
  }

  @Test func marksWithoutEndAreCut() {
    let lines = render("«e" + String(repeating: "\u{301}", count: 100_000) + "»").split(separator: "\n")
    #expect(lines[3].unicodeScalars.count < 120)
  }

  @Test func nothingThatWasWrittenReachesTheTerminalUnescaped() {
    let evil = "\u{1B}]0;x\u{7}\u{9B}31m\r\u{8}\u{200B}\u{2028}\0"
    let file = SourceFile(name: evil, text: evil)
    let diagnostic = Diagnostic(
      id: "wrong", evil, at: file.place(0..<1), context: [evil], help: evil,
      notes: [.init(evil), .init(evil, at: file.place(2..<3))],
      fixIts: [.init(at: file.place(0..<1), replacement: evil)])
    let text = DiagnosticRenderer().text(of: [diagnostic])
    let allowed: (Unicode.Scalar) -> Bool = { $0 == "\n" || $0 == "…" || (0x20...0x7E).contains($0.value) }
    #expect(text.unicodeScalars.allSatisfy(allowed), "\(text.debugDescription)")
  }

  @Test func tenAreShownAndTheRestIsCounted() {
    let file = SourceFile(name: "message", text: "a\nb\n")
    let warnings = (0..<4).map { Diagnostic(.warning, id: "w\($0)", "odd", at: file.place(0..<1)) }
    let errors = (0..<9).map { Diagnostic(id: "e\($0)", "wrong", at: file.place(2..<3)) }
    let text = DiagnosticRenderer().text(of: warnings + errors)
    #expect(text.hasPrefix("error[e0]: wrong\n"))
    #expect(text.contains("warning[w0]"))
    #expect(!text.contains("warning[w1]"))
    #expect(text.hasSuffix("\n… and 3 more warnings\n"))
  }

  @Test func theSameIsSaidOnce() {
    let diagnostic = Diagnostic(id: "x", "wrong")
    #expect(DiagnosticRenderer().text(of: [diagnostic, diagnostic]) == "error[x]: wrong\n")
    #expect(DiagnosticRenderer().text(of: []).isEmpty)
  }

  @Test func orderIsThatOfSeverityFileAndPlace() {
    let (a, b) = (SourceFile(name: "a", text: "12345"), SourceFile(name: "b", text: "12345"))
    let ordered = [
      Diagnostic(.note, id: "6", "", at: a.place(0..<1)), Diagnostic(id: "4", "", at: b.place(1..<2)),
      Diagnostic(id: "3", "", at: a.place(4..<5)), Diagnostic(id: "2", "", at: a.place(2..<3)), Diagnostic(id: "1", ""),
      Diagnostic(.warning, id: "5", "", at: b.place(0..<1)),
    ].inReadingOrder()
    #expect(ordered.map(\.id) == ["1", "2", "3", "4", "5", "6"])
  }

  @Test func linesOfAllNotesShareTheGutter() {
    let file = SourceFile(name: "f", text: String(repeating: "x\n", count: 12))
    let text = DiagnosticRenderer().text(of: [
      Diagnostic(
        id: "twice", "each key once", at: file.place(22..<23), context: ["key a", "image"],
        notes: [.init("the first", at: file.place(2..<3))])
    ])
    #expect(
      text == """
        error[twice]: each key once
          --> f:12:1
           |
        12 | x
           | ^
           = in: key a, image
        note: the first
          --> f:2:1
           |
         2 | x
           | ^

        """)
  }

  @Test func colourIsOnlyPaint() {
    let file = SourceFile(name: "f", text: "ab")
    let diagnostic = Diagnostic(
      id: "x", "wrong", at: file.place(0..<1), help: "h", fixIts: [.init(at: file.place(0..<1), replacement: "c")])
    let plain = DiagnosticRenderer().text(of: [diagnostic])
    let painted = DiagnosticRenderer(color: true).text(of: [diagnostic])
    #expect(painted.contains("\u{1B}[1;31m"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}
