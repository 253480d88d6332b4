import Diagnostics

/// The one gate that every correction goes through: a line is corrected into one that is right, or not at all. A line that
/// would only be wrong in another way, or whose opposite may have been meant, is left to whoever wrote it.
struct LineCorrection {
  /// The text that the line is to be replaced by; nil if there is none that is right.
  let text: String?
  private let line: Substring
  private let file: SourceFile
  private let source: SourceFile

  /// A line that is longer is corrected by hand.
  private static let longest = 16_384

  /// - Parameter found: what is said of the line, with the corrections that were thought of.
  init(of line: Substring, _ found: [Diagnostic], in source: SourceFile, known: inout KnownWords) {
    (self.line, self.source) = (line, source)
    file = SourceFile(name: source.name, text: line.utf8.count > Self.longest ? "" : String(line))
    text = file.text.isEmpty ? nil : Self.right(Self.applying(found, to: file, at: line), &known)
  }

  /// Reads the candidate, and corrects what the first correction has uncovered, until nothing is wrong.
  private static func right(_ candidate: String, _ known: inout KnownWords) -> String? {
    var text = candidate
    // Dress, head, separators and values may each be wrong, one behind the other.
    for _ in 0..<4 {
      let file = SourceFile(name: "", text: text)
      var trial = MessageReader(file: file, known: known, isTrial: true)
      for line in Lines(text) { trial.read(line) }
      trial.finish()
      known = trial.known
      // Every line of it must be an instruction: what is prose is no correction of anything.
      guard trial.diagnostics.hasErrors else { return trial.isWhollyRead ? text : nil }
      let next = file.correcting(trial.diagnostics)
      if next == text { return nil }
      text = next
    }
    return nil
  }

  /// The same diagnostics, with corrections that are right, and without the help that would say them again.
  func settled(_ found: [Diagnostic]) -> [Diagnostic] {
    found.map { diagnostic in
      guard !diagnostic.fixIts.isEmpty else { return diagnostic }
      var settled = diagnostic
      settled.fixIts = text.map { fixIts(diagnostic, $0) } ?? []
      if text != nil { settled.help = nil }
      return settled
    }
  }

  /// Its own, if they are enough; otherwise the whole line, with all that is wrong in it.
  private func fixIts(_ diagnostic: Diagnostic, _ text: String) -> [Diagnostic.FixIt] {
    if Self.applying([diagnostic], to: file, at: line) == text, !text.contains("\n") { return diagnostic.fixIts }
    return [.init(at: source.place(line.range), replacement: text.replacing("\n", with: newline))]
  }

  /// How the lines of the message end.
  private var newline: String {
    guard let end = source.text.utf8.firstIndex(of: UInt8(ascii: "\n")), end > source.text.startIndex else {
      return "\n"
    }
    return source.text.utf8[source.text.utf8.index(before: end)] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  private static func applying(_ found: [Diagnostic], to file: SourceFile, at line: Substring) -> String {
    let start = line.range.lowerBound
    return file.correcting(
      found.map { diagnostic in
        var moved = diagnostic
        moved.fixIts = diagnostic.fixIts.map {
          .init(
            at: file.place($0.place.range.lowerBound - start..<$0.place.range.upperBound - start),
            replacement: $0.replacement)
        }
        return moved
      })
  }
}
