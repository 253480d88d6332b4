import CommitSyntax
import Diagnostics
import Document
import TestSupport
import Testing

/// Messages that people wrote, with what the replaced script made of them.
@Suite(.enabled(if: Shared.exists("cib/messages.jsonl")))
struct HistoryTests {
  /// The only messages in which something is wrong, with what is said of them.
  static let mistakes = [
    "no -ci": "misspelled-switch", "pool-deploy: gecko-t/win10-64-azure": "switch-with-value",
    "include-pools: gecko-t/win7-32-gpu-azure": "misspelled-filter", "include pools: northeurope": "wrong-type",
    "include keys: gecko-t/win10-64-azure": "wrong-type",
    "include keys:win10-64-2004 win10-64-2004-gpu": "wrong-separator",
    "include keys:TRUSTED-win2012r2-64-l3.yaml": "key-with-extension",
    "include keys:trusted-win2012r2-64-vs-py2-l3.yaml, win2012r2-64-vs-py2-l1-alpha": "key-with-extension",
    "include win2012r2-64-l1-alpha": "missing-type", "include: win2012r2-64-vs-py2-l1-alpha": "missing-type",
    "include keys:win2022642009azurevs": "unknown-key", "include keys:win2022-64-2009--vs-alpha": "unknown-key",
    // Once with `include keys: win10-64`; a message selects by keys or by pools.
    "include pools: gecko-t/win10-64-azure": "keys-with-pools",
  ]

  @Test func noMistakeIsMissedAndNoProseIsAMistake() throws {
    var found: Set<String> = []
    for record in try Record.all() {
      let message = CommitMessage(record.message, vocabulary: record.vocabulary)
      for diagnostic in message.diagnostics where diagnostic.severity == .error {
        let index = LineIndex(message.file)
        let line = diagnostic.place.map { message.file[index.content(of: index.line(at: $0.range.lowerBound))] }
        let expected = line.flatMap { Self.mistakes[$0] }
        #expect(diagnostic.id == expected, "\(record.message): \(message.rendered)")
        if let line { found.insert(line) }
      }
      let others = message.diagnostics.filter { $0.severity == .warning && $0.id != "unused-switch" }
      #expect(others.isEmpty, "\(record.message): \(message.rendered)")
    }
    #expect(found == Set(Self.mistakes.keys))
  }

  @Test func whatWasReadRightlyIsReadTheSame() throws {
    var compared = 0
    for record in try Record.all() {
      let message = CommitMessage(record.message, vocabulary: record.vocabulary)
      guard !message.hasErrors else { continue }
      let (filters, stop) = (message.instructions.filters, message.instructions.stop)
      for (environment, outcome) in record.outcomes {
        let isAdmitted = filters[.environments]?.admits(environment) ?? true
        if outcome == "ok" { #expect(isAdmitted && stop == nil, "\(record.message)") }
        if !isAdmitted || stop != nil { #expect(outcome != "ok", "\(record.message)") }
        let built = record.built[environment] ?? []
        guard outcome == "ok", let keys = filters[.keys] else { continue }
        compared += 1
        #expect(Set(keys.values.map(\.text)) == Set(built.map(\.key)), "\(record.message)")
        // The old script did not pass regions on; that row of the table is a test of its own.
        guard let regions = filters[.regions] else { continue }
        #expect(Set(built.map { $0.location.lowercased() }).isSuperset(of: regions.values.map { $0.text.lowercased() }))
      }
    }
    #expect(compared > 40)
  }
}

struct Record {
  let message: String
  /// Environment → the pairs of key and location that were built.
  let built: [String: [(key: String, location: String)]]
  let outcomes: [String: String]

  static func all() throws -> [Record] {
    guard let text = try Shared.text("cib/messages.jsonl") else { return [] }
    return try text.split(separator: "\n").map { line in
      let json = try JSON(parsing: line.utf8)
      var (built, outcomes): ([String: [(key: String, location: String)]], [String: String]) = ([:], [:])
      for member in json["original"]?.object?.members ?? [] {
        outcomes[member.key] = member.value["outcome"]?.string
        built[member.key] = (member.value["packer"]?.array ?? []).compactMap { pair in
          guard let key = pair.array?.first?.string, let location = pair.array?.last?.string else { return nil }
          return (key, location)
        }
      }
      return Record(message: json["message"]?.string ?? "", built: built, outcomes: outcomes)
    }
  }

  /// Of the commit's own configs there are two generations; what was built by this commit stood in its folder, too. The
  /// pools are those of the generation that named them.
  var vocabulary: Vocabulary {
    let pairs = built.values.flatMap { $0 }
    return Vocabulary(
      keys: Self.keys + pairs.map(\.key), environments: ["production", "staging"], pools: Self.pools,
      regions: Self.regions + pairs.map(\.location))
  }

  static let regions = [
    "centralus", "eastus", "eastus2", "northcentralus", "northeurope", "southcentralus", "westeurope", "westindia",
    "westus", "westus2", "westus3",
  ]
  static let pools = [
    "gecko-1/win2012-azure", "gecko-3/win2012-azure", "gecko-t/win10-64-azure", "gecko-t/win10-64-azure-gpu",
    "gecko-t/win10-64-gpu-azure", "gecko-t/win10-64-occ-azure", "gecko-t/win7-32-azure", "gecko-t/win7-32-gpu-azure",
    "relops/win2019-azure",
  ]
  static let keys = [
    "trusted-win2012r2-64-l3", "trusted-win2012r2-64-vs-l3", "trusted-win2012r2-64-vs-py2-l3",
    "trusted-win2022-64-2009-l3", "win10-64", "win10-64-2004", "win10-64-2004-alpha", "win10-64-2004-gpu",
    "win10-64-2004-gpu-test", "win10-64-2004-test", "win10-64-2009", "win10-64-2009-alpha", "win11-64-2009",
    "win11-64-2009-alpha", "win11-64-2009-tc-alpha", "win2012r2-64-l1", "win2012r2-64-l1-alpha",
    "win2012r2-64-vs-l1", "win2012r2-64-vs-l1-alpha", "win2012r2-64-vs-py2-l1", "win2012r2-64-vs-py2-l1-alpha",
    "win2022-64-2009-alpha", "win2022-64-2009-l1", "win2022-64-2009-rd-alpha", "win2022-64-2009-vs-alpha", "win7-32",
    "win7-32-gpu",
  ]
}
