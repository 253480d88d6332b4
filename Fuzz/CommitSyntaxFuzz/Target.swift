import CommitSyntax
import Diagnostics

/// What libFuzzer calls with every input. A property that does not hold ends the process, which libFuzzer reports with the
/// input that did it; a hang is one, too.
///
/// Reading a message neither crashes nor hangs; every range lies in the text; what was understood prints itself in a form that
/// reads back as the same; corrections can be applied, and applying them again changes nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCommitSyntax(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = SourceFile(name: "message", bytes: UnsafeBufferPointer(start: start, count: count))
  let message = CommitMessage(parsing: file, vocabulary: vocabulary)
  check(message)
  // The page of diagnostics is made of ranges and hostile text.
  let page = DiagnosticRenderer().text(of: message.diagnostics)
  precondition(!page.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
  let edited = CommitMessage(parsing: file, vocabulary: vocabulary, form: .edited(commentPrefix: "#"))
  check(edited)

  let corrected = message.corrected(vocabulary: vocabulary)
  let again = CommitMessage(parsing: SourceFile(name: "message", text: corrected), vocabulary: vocabulary)
  precondition(again.corrected(vocabulary: vocabulary) == corrected, "a second correction changes the first")
  return 0
}

private func check(_ message: CommitMessage) {
  let end = message.file.text.utf8.count
  for diagnostic in message.diagnostics {
    let places = [diagnostic.place] + diagnostic.notes.map(\.place) + diagnostic.fixIts.map(\.place)
    for place in places.compactMap({ $0 }) { precondition(place.range.upperBound <= end) }
  }
  let lines = message.instructions.canonicalLines
  let printed = SourceFile(name: "message", text: lines.joined(separator: "\n"))
  let reread = CommitMessage(parsing: printed, vocabulary: vocabulary)
  precondition(reread.instructions.canonicalLines == lines, "printing and reading is not the identity")
  if !message.hasErrors { precondition(!reread.hasErrors, "what was right is printed as an error") }
}

private let vocabulary = Vocabulary(
  keys: ["win7-32", "win10-64", "win10-64-gpu", "trusted-win2012r2-64"], environments: ["production", "staging"],
  pools: ["gecko-t/win7-32", "gecko-t/win10-64", "gecko-t/win10-64-gpu"],
  regions: ["centralus", "eastus", "northeurope", "westeurope"], usedSwitches: [.overwriteDiskImage])
