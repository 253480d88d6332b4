import CommitSyntax
import Diagnostics
import Synchronization
import Testing

@Suite struct ValueTests {
  private func values(_ line: String, _ type: FilterType = .keys) -> [String]? {
    let message = CommitMessage(line)
    #expect(!message.hasErrors, "\(message.rendered)")
    return message.instructions.filters[type]?.values.map(\.text)
  }

  @Test func listsAreRead() {
    #expect(values("include keys: win7-32, win10-64") == ["win7-32", "win10-64"])
    #expect(values("INCLUDE KEYS:WIN7-32 ,, WIN10-64,win7-32") == ["win7-32", "win10-64"])
    #expect(values("\u{FEFF}\u{A0}include\tkeys\u{2003}:\u{200B} win7-32\0") == ["win7-32"])
    #expect(values("include regions: North Europe,EASTUS", .regions) == ["northeurope", "eastus"])
    #expect(values("exclude pools: gecko-t/win7-32-azure", .pools) == ["gecko-t/win7-32-azure"])
  }

  @Test(
    arguments: [
      ("include keys: \"win7-32\", 'win10-64'", "decorated-value decorated-value", "include keys: win7-32, win10-64"),
      ("include keys: [win7-32, win10-64]", "decorated-value decorated-value", "include keys: win7-32, win10-64"),
      ("include keys: `win7-32`", "decorated-value", "include keys: win7-32"),
      ("include keys: win7-32.", "decorated-value", "include keys: win7-32"),
      ("include keys: - win7-32", "decorated-value", "include keys: win7-32"),
      ("include keys: config/win7-32.yaml", "key-with-extension", "include keys: win7-32"),
      (
        "include keys: win7-32.yml, win10-64.YAML.", "key-with-extension key-with-extension",
        "include keys: win7-32, win10-64"
      ),
      ("include keys: win9.yaml", "key-with-extension", nil),
      ("include keys: win7-32 and win10-64", "wrong-separator", "include keys: win7-32, win10-64"),
      (
        "include keys: win7-32; win10-64 | win10-64-2004", "wrong-separator",
        "include keys: win7-32, win10-64, win10-64-2004"
      ),
      ("include keys: win7-32，win10-64", "wrong-separator", "include keys: win7-32, win10-64"),
      ("include keys: win7-32 win10-46", "wrong-separator unknown-key", nil),
      (
        "include keys: win7-32.yaml win10-64.yaml", "wrong-separator key-with-extension key-with-extension",
        "include keys: win7-32, win10-64"
      ),
      ("include keys: win10-64 2004", "unknown-key", nil),
      ("include keys: win7\u{200B}-32", "unknown-key", "include keys: win7-32"),
      ("exclude keys: win7-32-*", "decorated-value", nil), ("include keys: !win7-32", "decorated-value", nil),
      ("include keys: win7-32 !win10-64", "wrong-separator decorated-value", nil),
      ("include keys: win7-32 again", "text-among-values", nil),
      ("include keys: win7-32 # for now", "text-among-values", nil),
      ("include keys: win10-64-2004-gqu", "unknown-key", "include keys: win10-64-2004-gpu"),
      ("include keys: win10‑64‑2004", "unknown-key", "include keys: win10-64-2004"),
      ("include keys: win10-64-2005", "unknown-key", nil),
      ("include keys: all", "unknown-key", nil), ("include keys: *", "unknown-key", nil),
      ("include keys: in the manifest", "unknown-key", nil),
      ("include environments: prodution", "unknown-environment", "include environments: production"),
      ("include environments: prod", "unknown-environment", "include environments: production"),
      ("include environments: qa", "unknown-environment", nil),
      ("include regions: north-europe", "unknown-region", "include regions: northeurope"),
      ("include pools: win10-64-azure", "unknown-pool", "include pools: gecko-t/win10-64-azure"),
      ("include pools: northeurope", "wrong-type", "include regions: northeurope"),
      ("include pools: northeurope, eastus", "wrong-type wrong-type", "include regions: northeurope, eastus"),
      ("include keys: win7-32, northeurope", "wrong-type", nil),
      ("include keys: staging", "wrong-type", "include environments: staging"),
      ("include environments: win7-32", "wrong-type", "include keys: win7-32"),
      ("include keys: none, win7-32", "none-with-values", nil), ("exclude keys: none", "exclude-none", nil),
      ("include keys:", "empty-list", nil), ("include keys: ,,", "empty-list", nil),
    ] as [(String, String, String?)])
  func mistakesInValues(line: String, ids: String, corrected: String?) {
    let message = CommitMessage(line)
    #expect(message.diagnostics.map(\.id).joined(separator: " ") == ids, "\(message.rendered)")
    #expect(message.hasErrors)
    #expect(message.file.correcting(message.diagnostics) == corrected ?? line)
  }

  @Test func theNearestAreNamed() {
    #expect(
      CommitMessage("include keys: win2022642009azurevs").diagnostics[0].help
        == "did you mean 'win2022-64-2009-vs-alpha', 'win2022-64-2009-l1' or 'win2022-64-2009-alpha'?")
    #expect(
      CommitMessage("include environments: qa").diagnostics[0].help
        == "the environments are 'production', 'staging'")
    #expect(
      CommitMessage("include keys: zzz").diagnostics[0].help
        == "the keys are 'trusted-win2012r2-64-l3', 'win10-64', 'win10-64-2004', 'win10-64-2004-gpu', "
        + "'win11-64-2009-alpha', 'win2012r2-64-l1', … 6 more")
    #expect(
      CommitMessage("exclude keys: win7-32-*").diagnostics[0].help == "there are no wildcards: name each key")
    #expect(
      CommitMessage("include keys: !win7-32").diagnostics[0].help == "`exclude keys: win7-32` leaves it out")
    #expect(CommitMessage("include keys: all").diagnostics[0].help == "to select all keys, leave the line out")
    #expect(
      CommitMessage("include pools: northeurope").diagnostics[0].message
        == "'northeurope' is a region: write `include regions: northeurope`")
  }

  /// Marked from « to ».
  @Test(arguments: [
    "include keys: win7-32, «win99»", "include keys: «win7-32 win10-64», win10-64-2004",
    "include keys: win7-32 «again and again», win10-64", "subject\r\n\u{2028}include keys: «linux»\r\n",
    "include keys: win7-32«,», win10-64", "include keys: win7-32«,»",
  ])
  func theRangeIsThatOfTheMistake(marked: String) {
    let parts = marked.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }.map {
      String(Substring($0))
    }
    let message = CommitMessage(parts.joined())
    let low = parts[0].utf8.count
    let expected = low..<low + parts[1].utf8.count
    let expectedEmpty = parts[1] == "," && expected.lowerBound < message.file.text.utf8.count
    let range = message.diagnostics.first?.place?.range
    #expect(range == expected || expectedEmpty && range == expected.upperBound..<expected.upperBound + 1)
  }

  @Test func whatCostsIsAskedForOnlyWhenNeeded() {
    let calls = Mutex(0)
    let vocabulary = Vocabulary(
      keys: ["win7-32"], environments: ["staging"],
      pools: {
        calls.withLock { $0 += 1 }
        return ["gecko-t/win7-32"]
      },
      regions: {
        calls.withLock { $0 += 100 }
        return ["eastus"]
      })
    func cost(_ text: String) -> Int {
      calls.withLock { $0 = 0 }
      _ = CommitMessage(text, vocabulary: vocabulary)
      return calls.withLock { $0 }
    }
    #expect(
      cost("ci: debug\n\ninclude keys: win7-32\ninclude environments: staging\nno-ci\nhttps://a.example/b: c") == 0)
    #expect(cost("include sku in image name\nfix: exclude the rest\npool deploy: fixes\nno -ci\ninclude keys x") <= 100)
    #expect(cost("include pools: gecko-t/win7-32, gecko-t/win7-32\nexclude pools: gecko-t/x") <= 1)
    #expect(cost("include regions: eastus, eastus\ninclude regions: eastus") == 100)
  }

  @Test func aFilterWhoseValuesAreAllWrongSelectsNothing() {
    let filter = CommitMessage("include keys: linux").instructions.filters[.keys]
    #expect(filter?.values.isEmpty == true)
    #expect(filter?.isNone == false)
    #expect(filter?.admits("win7-32") == false)
  }
}
