import CommitSyntax
import Diagnostics

/// The vocabulary of most tests.
enum Words {
  static let vocabulary = Vocabulary(
    keys: [
      "win7-32", "win7-32-gpu", "win10-64", "win10-64-2004", "win10-64-2004-gpu", "win11-64-2009-alpha",
      "trusted-win2012r2-64-l3",
      "win2012r2-64-l1", "win2012r2-64-l1-alpha", "win2022-64-2009-alpha", "win2022-64-2009-l1",
      "win2022-64-2009-vs-alpha",
    ],
    environments: ["production", "staging"],
    pools: ["gecko-t/win7-32-azure", "gecko-t/win7-32-gpu-azure", "gecko-t/win10-64-azure", "relops/win2019-azure"],
    regions: ["centralus", "eastus", "northeurope", "westindia", "westus3"])
}

extension CommitMessage {
  init(_ text: String, vocabulary: Vocabulary = Words.vocabulary) {
    self.init(parsing: SourceFile(name: "commit message", text: text), vocabulary: vocabulary)
  }

  /// `error misspelled-switch`, in the order of the text.
  var findings: [String] { diagnostics.map { "\($0.severity.rawValue) \($0.id)" } }

  var rendered: String { DiagnosticRenderer().text(of: diagnostics) }
}
