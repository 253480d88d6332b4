import FoundationEssentials
import TestSupport
import Testing

/// docs/checks.md lists every id of what the checks say, and none that is not there.
@Suite("The page of checks") struct ChecksPageTests {
  private static let targets = ["TaskGraph", "TaskDefinitions", "ImageConfig", "Document", "JSONE"]

  /// Ids as the sources spell them: of a diagnostic, of a problem that is reported, or of a case of an enum of problems.
  private func written() throws -> Set<String> {
    var ids: Set<String> = []
    for target in Self.targets {
      let folder = Checkout.root + "/Sources/" + target
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".swift") {
        let text = try Checkout.text("Sources/\(target)/\(name)")
        for match in text.matches(of: /(?:[ (]id:|[ .(](?:problem|diagnostic)\()\s*"([a-z][a-z0-9-]+)"/) {
          ids.insert(String(match.1))
        }
        for block in text.matches(of: /(?s)var id: String \{\n *switch.*?\n    \}/) {
          for match in block.0.matches(of: /:\s*"([a-z][a-z0-9-]+)"/) { ids.insert(String(match.1)) }
        }
      }
    }
    return ids
  }

  @Test func everyIdIsOnThePage() throws {
    let page = try Checkout.text("docs/checks.md")
    var documented: Set<String> = []
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let columns = line.split(separator: " | ", omittingEmptySubsequences: false)
      #expect(columns.count >= 4, "\(line)")
      for match in columns[0].matches(of: /`([a-z0-9-]+)`/) { documented.insert(String(match.1)) }
      #expect(columns[1].count > 5 && columns[2].count > 1, "a rule and an example: \(line)")
    }
    let written = try written()
    #expect(written.count > 80)
    #expect(written.subtracting(documented).isEmpty)
    #expect(documented.subtracting(written).isEmpty)
  }
}
