import CommitSyntax
import Diagnostics

/// What libFuzzer calls with every input. A property that does not hold ends the process, which libFuzzer reports with the
/// input that did it; a hang is one, too.
///
/// - Reading a message neither crashes nor hangs, and every range lies in the text.
/// - What was understood prints itself in a form that reads back as the same.
/// - A correction removes the mistake that it corrects; all of them applied, and applied again, change nothing more.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCommitSyntax(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let file = SourceFile(name: "message", bytes: bytes)
  let message = CommitMessage(parsing: file, vocabulary: vocabulary)
  checkRanges(of: message)
  checkPrinting(of: message)
  checkPage(of: message)
  checkCorrections(of: message)
  if bytes.contains(UInt8(ascii: "#")) {
    let edited = CommitMessage(parsing: file, vocabulary: vocabulary, form: .edited(commentPrefix: "#"))
    checkRanges(of: edited)
    checkPrinting(of: edited)
  }
  return 0
}

private func checkRanges(of message: CommitMessage) {
  let end = message.file.text.utf8.count
  for diagnostic in message.diagnostics {
    let places = [diagnostic.place] + diagnostic.notes.map(\.place) + diagnostic.fixIts.map(\.place)
    for place in places.compactMap({ $0 }) { precondition(place.range.upperBound <= end) }
  }
  let filters = message.instructions.filters.values
  for range in filters.flatMap({ $0.lines + $0.values.map(\.range) }) { precondition(range.upperBound <= end) }
}

private func checkPrinting(of message: CommitMessage) {
  let lines = message.instructions.canonicalLines
  if lines.isEmpty { return }
  let reread = read(lines.joined(separator: "\n"))
  precondition(reread.instructions.canonicalLines == lines, "printing and reading is not the identity")
  if !message.hasErrors { precondition(!reread.hasErrors, "what was right is printed as an error") }
}

/// The page of diagnostics is made of ranges and hostile text.
private func checkPage(of message: CommitMessage) {
  if message.diagnostics.isEmpty { return }
  let page = DiagnosticRenderer().text(of: message.diagnostics)
  precondition(!page.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
}

private func checkCorrections(of message: CommitMessage) {
  let correctable = message.diagnostics.filter { !$0.fixIts.isEmpty }
  if correctable.isEmpty { return }
  // One a message is enough, of another the next one: reading is what costs. Of more than a hundred some are not reported,
  // and come in when others go.
  let first = correctable[0]
  if message.diagnostics.count < 100 {
    let corrected = read(message.file.correcting([first]))
    precondition(corrected.count(of: first) < message.count(of: first), "a correction leaves what it corrects")
  }
  let text = message.corrected(vocabulary: vocabulary)
  let again = read(text)
  precondition(again.file.correcting(again.diagnostics) == text, "a second correction changes the first")
}

extension CommitMessage {
  /// How many diagnostics are the same, wherever they stand.
  fileprivate func count(of diagnostic: Diagnostic) -> Int {
    diagnostics.count { $0.id == diagnostic.id && $0.place?.text == diagnostic.place?.text }
  }
}

private func read(_ text: String) -> CommitMessage {
  CommitMessage(parsing: SourceFile(name: "message", text: text), vocabulary: vocabulary)
}

private let vocabulary = Vocabulary(
  keys: ["win7-32", "win10-64", "win10-64-gpu", "trusted-win2012r2-64"], environments: ["production", "staging"],
  pools: ["gecko-t/win7-32", "gecko-t/win10-64", "gecko-t/win10-64-gpu"],
  regions: ["centralus", "eastus", "northeurope", "westeurope"], usedSwitches: [.overwriteDiskImage])
