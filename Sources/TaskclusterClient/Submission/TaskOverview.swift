internal import Diagnostics

/// What came of the tasks, for a person: what failed and what was not sent by label, with the reason; what is there by
/// label as long as it fits a screen, else how many of each kind.
package struct TaskOverview: Sendable {
  private let report: SubmissionReport
  private let kinds: [String: String]
  private let file: String
  private let namesAll: Bool

  /// Lines of labels that a screen has room for.
  private static let screenful = 40
  /// Lines of what somebody has to look after.
  private static let patience = 200

  /// - Parameters:
  ///   - kinds: the kind of each task, by label.
  ///   - file: where all labels stand.
  ///   - namesAll: also what is there; otherwise a log has named it before.
  package init(_ report: SubmissionReport, kinds: [String: String], file: String, namesAll: Bool = true) {
    (self.report, self.kinds, self.file, self.namesAll) = (report, kinds, file, namesAll)
  }

  package var text: String {
    let groups = Dictionary(grouping: report.entries, by: \.outcome.kind)
    let isFolded = report.count(of: .created) + report.count(of: .adopted) > Self.screenful
    var text = ""
    var isCut = false
    for (kind, name) in Self.names {
      let isThere = kind == .created || kind == .adopted
      guard let entries = groups[kind], namesAll || !isThere else { continue }
      let isLong = isThere ? isFolded : entries.count > Self.patience
      isCut = isCut || isLong
      text += "\(name): \(entries.count)\n"
      let lines = isThere && isLong ? folded(entries) : entries.prefix(Self.patience).map(Self.line)
      for line in lines { text += "  \(Display.line(line))\n" }
      if isLong, !isThere { text += "  and \(entries.count - Self.patience) more\n" }
    }
    return isCut ? text + "each by its label: \(file)\n" : text
  }

  private static let names: [(SubmissionReport.Kind, String)] = [
    (.created, "created"), (.adopted, "already there"), (.failed, "failed"), (.skipped, "not sent"),
  ]

  private static func line(_ entry: SubmissionReport.Entry) -> String {
    switch entry.outcome {
    case .created, .adopted: entry.label
    case .failed(let failure): "\(entry.label): \(failure.diagnostic.message)"
    case .skipped(.dependency(let label)): "\(entry.label): waits for \(label)"
    case .skipped(.failure), .skipped(.stopped): "\(entry.label): not begun"
    }
  }

  /// `3334 packer-image`, the most first.
  private func folded(_ entries: [SubmissionReport.Entry]) -> [String] {
    var counts: [String: Int] = [:]
    for entry in entries { counts[kinds[entry.label] ?? "", default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
  }
}
