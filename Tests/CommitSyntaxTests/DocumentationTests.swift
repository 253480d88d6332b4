import CommitSyntax
import Diagnostics
import Document
import TestSupport
import Testing

/// Every example of docs/commit-syntax.md says what comes out of it.
@Suite struct DocumentationTests {
  @Test func theExamplesAreTrue() throws {
    let page = try Page(Checkout.text("docs/commit-syntax.md"))
    #expect(page.examples.count > 60)
    for example in page.examples {
      let message = CommitMessage(example.text, vocabulary: page.vocabulary)
      switch example.outcome {
      case "good":
        #expect(message.diagnostics.isEmpty, "\(example.text): \(message.rendered)")
        #expect(!message.instructions.isEmpty, "\(example.text)")
      case "prose":
        #expect(message.diagnostics.isEmpty, "\(example.text): \(message.rendered)")
        #expect(message.instructions.isEmpty, "\(example.text)")
      default:
        #expect(message.findings.joined(separator: ", ") == example.outcome, "\(example.text)")
      }
    }
  }

  @Test func everyDiagnosticOfASingleMessageIsShown() throws {
    let page = try Page(Checkout.text("docs/commit-syntax.md"))
    let shown = Set(page.examples.flatMap { $0.outcome.split { " ,".contains($0) }.map(String.init) })
    let missing = ids.subtracting(shown)
    #expect(missing.isEmpty, "\(missing.sorted())")
  }

  @Test func theFormForEditorsIsTrue() throws {
    let page = try Page(Checkout.text("docs/commit-syntax.md"))
    let input = try #require(page.blocks.last { $0.outcome == "text" })
    let output = try #require(page.blocks.last { $0.outcome == "json" })
    let file = SourceFile(name: "message.txt", text: input.text)
    let message = CommitMessage(parsing: file, vocabulary: page.vocabulary)
    #expect(String(decoding: JSON(message.diagnostics).bytes(.pretty), as: UTF8.self) == output.text)
  }

  /// All ids but `too-many-problems`, `merged-instructions`, and the two that are like `unknown-key`.
  private let ids: Set = [
    "commented-instruction", "continued-list", "decorated-instruction", "decorated-value", "empty-item", "empty-list",
    "exclude-none", "fixup-instruction", "include-with-exclude", "instruction-in-prose", "key-with-extension",
    "keys-with-pools", "merged-filters", "misspelled-filter", "misspelled-switch", "missing-colon", "missing-type",
    "missing-verb", "none-with-values", "nothing-to-do", "pools-live-elsewhere", "several-types", "switch-in-prose",
    "switch-in-words",
    "switch-with-value", "text-after-switch", "text-among-values", "two-instructions", "unknown-environment",
    "unknown-key", "unused-switch", "wrong-separator", "wrong-type",
  ]
}

/// The fenced blocks of a page.
struct Page {
  struct Example {
    var outcome: String
    var text: String
  }

  private(set) var examples: [Example] = []
  /// All of them, with their language where they are no examples of messages.
  private(set) var blocks: [Example] = []
  private(set) var vocabulary = Vocabulary()

  init(_ text: String) throws {
    var block: Example?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = block {
        if line == "```" {
          add(open)
          block = nil
        } else {
          block?.text += (open.text.isEmpty ? "" : "\n") + line
        }
      } else if line.hasPrefix("```") {
        block = Example(outcome: String(line.dropFirst(3)), text: "")
      }
    }
  }

  private mutating func add(_ block: Example) {
    blocks.append(block)
    if block.outcome == "vocabulary" {
      var words: [String: [String]] = [:]
      for line in block.text.split(separator: "\n") {
        let parts = line.split(separator: ": ")
        words[String(parts[0])] = parts[1].split(separator: ", ").map(String.init)
      }
      vocabulary = Vocabulary(
        keys: words["keys"] ?? [], environments: words["environments"] ?? [], pools: words["pools"] ?? [],
        regions: words["regions"] ?? [])
    } else if block.outcome.hasPrefix("commit ") {
      examples.append(Example(outcome: String(block.outcome.dropFirst(7)), text: block.text))
    }
  }
}
