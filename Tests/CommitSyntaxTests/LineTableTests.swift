import CommitSyntax
import Diagnostics
import TestSupport
import Testing

/// The line between an instruction, a mistake and prose, by some thirteen hundred lines of which each was judged by hand.
@Suite struct LineTableTests {
  /// One line each, of which nothing is said.
  @Test func proseIsProse() throws {
    let lines = try Checkout.text("Tests/CommitSyntaxTests/Goldens/prose.txt").split(separator: "\n")
    #expect(lines.count > 600)
    for line in lines {
      for text in [String(line), "bump deploymentId\n\n\(line)\n\nmore"] {
        let message = CommitMessage(text)
        #expect(message.diagnostics.isEmpty, "\(message.rendered)")
        #expect(message.instructions.isEmpty, "\(line)")
      }
    }
  }

  /// A message each, what is said of it, and how it reads when all obvious corrections are made.
  @Test func mistakesAreMistakes() throws {
    let rows = try Checkout.text("Tests/CommitSyntaxTests/Goldens/mistakes.tsv").split(separator: "\n")
    #expect(rows.count > 500)
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped($0) }
      let message = CommitMessage(columns[0])
      let findings = message.findings.isEmpty ? "good" : message.findings.joined(separator: ", ")
      #expect(findings == columns[1], "\(row)")
      let corrected = columns.count > 2 ? columns[2] : columns[0]
      #expect(message.corrected(vocabulary: Words.vocabulary) == corrected, "\(row)")
    }
  }

  /// A corrected line is itself right, whichever of its diagnostics is corrected; otherwise none is offered. And there is
  /// always a way out: a corrected line, or help.
  @Test func aCorrectedLineIsRight() throws {
    let rows = try Checkout.text("Tests/CommitSyntaxTests/Goldens/mistakes.tsv").split(separator: "\n")
    var corrected = 0
    for row in rows {
      let message = CommitMessage(unescaped(row.prefix { $0 != "\t" }))
      for mistake in message.diagnostics where mistake.severity == .error {
        #expect(mistake.fixIts.isEmpty != (mistake.help == nil), "\(row): \(mistake.id)")
        guard let fixIt = mistake.fixIts.first else { continue }
        corrected += 1
        let text = message.file.correcting([mistake])
        let grown = text.utf8.count - message.file.text.utf8.count
        let low = min(fixIt.place.range.lowerBound, text.utf8.count)
        let index = LineIndex(text)
        let lines =
          index.line(at: low)...index.line(at: max(low, mistake.fixIts.map(\.place.range.upperBound).max()! + grown))
        let again = CommitMessage(text)
        let errors = again.diagnostics.filter { error in
          error.severity == .error
            && error.place.map { lines.contains(index.line(at: $0.range.lowerBound)) } ?? false
        }
        #expect(errors.isEmpty, "\(row): \(again.rendered)")
      }
    }
    #expect(corrected > 300)
  }

  /// What is right counts; what speaks of instructions elsewhere does not disturb it.
  @Test func anInstructionAmongProseThatMentionsIt() {
    let message = CommitMessage(
      """
      document include keys and no-ci

      `include keys: win10-64` selects one key, "no-ci" leaves no task:
      - `pool-deploy`: tags and verifies
      * include environments: which of them is built
      | exclude keys: win7-32 | all but one |
      > include pools: gecko-t/win7-32-azure
        strategy:
          exclude: false
          location: northeurope

      include keys: win7-32
      Revert "include keys: win10-64"
      (cherry picked from commit 58461b4)
      """)
    #expect(message.diagnostics.isEmpty, "\(message.rendered)")
    #expect(message.instructions.canonicalLines == ["include keys: win7-32"])
  }

  /// `|` stands for the end of a line, `\t` and `\u{feff}` for what is not seen.
  private func unescaped(_ text: Substring) -> String {
    var (result, rest) = ("", text.replacing("|", with: "\n")[...])
    while let start = rest.firstRange(of: "\\") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      if rest.hasPrefix("t") {
        result += "\t"
        rest = rest.dropFirst()
      } else if rest.hasPrefix("u{"), let end = rest.firstIndex(of: "}"),
        let scalar = UInt32(rest.dropFirst(2)[..<end], radix: 16).flatMap(Unicode.Scalar.init)
      {
        result.unicodeScalars.append(scalar)
        rest = rest[end...].dropFirst()
      } else {
        result += "\\"
      }
    }
    return result + rest
  }
}
