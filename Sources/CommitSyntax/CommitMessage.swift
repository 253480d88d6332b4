package import Diagnostics

/// A commit message, read: what it asks for, and what is wrong with it.
///
///     text ──▶ lines ──▶ instruction │ mistake │ prose ──▶ Instructions + [Diagnostic]
///
/// All problems are found in one pass. Where there is an error the instructions hold what could be understood, and never
/// select more than was meant by a value that is known: a filter whose values are all wrong selects nothing. Time and memory
/// grow in a line with the text.
package struct CommitMessage: Sendable {
  /// Where a message comes from, which decides what of it is text.
  package enum Form: Sendable {
    /// As git keeps it.
    case committed
    /// As an editor leaves it for a `commit-msg` hook: lines that begin with the prefix (git's `core.commentString`,
    /// `#` by default) are comments, and everything below the scissors line is cut off.
    case edited(commentPrefix: String)
  }

  package let file: SourceFile
  package let instructions: Instructions
  /// In the order of the text. Errors are shown as warnings where a switch leaves no task at all.
  package let diagnostics: [Diagnostic]

  package init(parsing file: SourceFile, vocabulary: Vocabulary, form: Form = .committed) {
    var reader = MessageReader(file: file, vocabulary: vocabulary)
    for line in Lines(file.text) {
      if case .edited(let prefix) = form, !prefix.isEmpty, line.hasPrefix(prefix) {
        if line.isScissors(after: prefix) { break }
        continue
      }
      reader.read(line)
    }
    reader.finish()
    self.file = file
    instructions = reader.instructions
    diagnostics = reader.diagnostics
  }

  package var hasErrors: Bool { diagnostics.hasErrors }

  /// The text after all obvious corrections, which may uncover further ones; correcting it again changes nothing.
  package func corrected(vocabulary: Vocabulary, form: Form = .committed) -> String {
    correctedFile(vocabulary: vocabulary, form: form).text
  }

  /// The same as a file, which keeps bytes that are no text.
  package func correctedFile(vocabulary: Vocabulary, form: Form = .committed) -> SourceFile {
    var message = self
    // A correction never makes a new mistake of the kind it corrects, so a few rounds are enough; the bound is a belt.
    for _ in 0..<8 {
      let file = message.file.corrected(by: message.diagnostics)
      if file == message.file { break }
      message = CommitMessage(parsing: file, vocabulary: vocabulary, form: form)
    }
    return message.file
  }
}

/// The lines of a text, without their separators.
struct Lines: Sequence, IteratorProtocol {
  private let text: String
  private let bytes: [UInt8]
  private var offset = 0
  private var isAtEnd = false

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func next() -> Substring? {
    guard !isAtEnd else { return nil }
    let start = offset
    while offset < bytes.count {
      let length = LineSeparator.length(in: bytes, at: offset)
      guard length > 0 else {
        offset += 1
        continue
      }
      let line = piece(start..<offset)
      offset += length
      return line
    }
    isAtEnd = true
    return piece(start..<bytes.count)
  }

  private func piece(_ range: Range<Int>) -> Substring {
    let low = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
    return text[low..<text.utf8.index(low, offsetBy: range.count)]
  }
}

extension Substring {
  /// `# ------------------------ >8 ------------------------`. Source: git's wt-status.c, cut_line.
  fileprivate func isScissors(after prefix: String) -> Bool {
    dropFirst(prefix.count).trimmed == "------------------------ >8 ------------------------"
  }
}
