import Diagnostics
import Document
import Testing

@Suite struct DiagnosticJSONTests {
  @Test func everythingAnEditorNeedsIsThere() throws {
    let file = SourceFile(name: "message", text: "é\ninclude keys: x")
    let place = file.place(17..<18)
    let diagnostic = Diagnostic(
      .warning, id: "unknown-key", "'x' is no key", at: place, context: ["message"], help: "did you mean 'y'?",
      notes: [.init("elsewhere", at: file.place(0..<2)), .init("nowhere")],
      fixIts: [.init(at: place, replacement: "y")])
    let at = #"{"end":{"column":16,"line":2,"offset":18},"file":"message","start":{"column":15,"line":2,"offset":17}}"#
    let first = #"{"end":{"column":2,"line":1,"offset":2},"file":"message","start":{"column":1,"line":1,"offset":0}}"#
    #expect(
      JSON([diagnostic]).text()
        == #"[{"context":["message"],"fix-its":[{"place":\#(at),"replacement":"y"}],"help":"did you mean 'y'?","#
        + #""id":"unknown-key","message":"'x' is no key","notes":[{"message":"elsewhere","place":\#(first)},"#
        + #"{"message":"nowhere"}],"place":\#(at),"severity":"warning"}]"#)
  }

  @Test func whatIsAbsentIsLeftOut() {
    #expect(
      JSON([Diagnostic(id: "x", "wrong")]).text() == #"[{"id":"x","message":"wrong","severity":"error"}]"#)
    #expect(JSON([Diagnostic]()).text() == "[]")
  }
}
