import FoundationEssentials
import LocalQueue
import TestSupport
import Testing

/// `docs/submission.md` names the tests that hold each of its rows.
@Suite("docs/submission.md") struct SubmissionPageTests {
  private static let rows: [[String]] = {
    let page = (try? String(contentsOf: URL(filePath: Checkout.root + "/docs/submission.md"), encoding: .utf8)) ?? ""
    return page.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { row in
      row.split(separator: "|").map(String.init)
    }
  }()

  /// What stands between two backquotes.
  private static func quoted(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  @Test("every test that a row names is there, and every row names one")
  func tests() throws {
    var sources = ""
    let folder = Checkout.root + "/Tests"
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix("Tests.swift") {
      sources += try String(contentsOf: URL(filePath: folder + "/" + name), encoding: .utf8)
    }
    #expect(Self.rows.count > 25)
    for row in Self.rows {
      try #require(row.count == 5, "\(row)")
      let names = Self.quoted(row[4])
      #expect(!names.isEmpty, "\(row)")
      for name in names {
        #expect(sources.contains("func `\(name)`") || sources.contains("\"\(name)\""), "\(name)")
      }
    }
  }

  @Test("every fault that can be asked for has a row")
  func faults() {
    let named = Set(Self.rows.flatMap { $0.count > 3 ? Self.quoted($0[3]) : [] })
    for fault in Fault.allCases { #expect(named.contains(fault.rawValue), "\(fault.rawValue)") }
  }
}
