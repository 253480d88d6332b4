import CommitSyntax
import Diagnostics
package import TaskGraph

/// The graphs for a person at a terminal:
///
///     production: 3 tasks, 5 VMs, longest path 5.5 h
///       packer-image-…      relops-3/win2019         4 h  5 VMs  unless up to date
///       └─ tag-image-…      relops-3/decision-gcp  30 min
///          └─ verify-image-… gecko-t/…                1 h
///
///     left out
///       22 keys  not among `include keys` (commit message:5): a, b, … 20 more
///
/// A task stands below the one it waits for, the last and deepest of several. What does not fit on a screen is folded: to a
/// line a key, or a line a kind.
package struct TreeText: Sendable {
  /// Whether to paint it: each kind has a colour.
  package let color: Bool
  /// Nothing is folded.
  package let full: Bool
  /// Says of every task and of everything that is left out why it is so; then nothing of the latter is folded either.
  package let explain: Bool
  /// Of the terminal, in cells; in a narrow one a tree that is not full gives up columns, then the ends of labels.
  package let width: Int?

  /// How many lines of tasks make a screen.
  static let screen = 32

  package init(color: Bool = false, full: Bool = false, explain: Bool = false, width: Int? = nil) {
    self.color = color
    self.full = full
    self.explain = explain
    self.width = full || explain ? nil : width
  }

  /// - Returns: text that ends with a line feed.
  package func text(of set: GraphSet) -> String {
    var sections: [String] = []
    if set.selection.isSwitchedOff {
      sections.append(nothing(set) + "\n")
    } else if set.graphs.isEmpty || set.graphs.allSatisfy(\.tasks.isEmpty) {
      sections.append("no tasks\n")
    }
    let kinds = set.kinds
    let graphs = set.graphs.filter { !$0.tasks.isEmpty }.map { TreeRows($0, kinds: kinds, explain: explain) }
    let size = self.size(of: graphs)
    for rows in graphs {
      var table = rows.table(size)
      let head = "\(rows.graph.environment): \(Summary(of: rows.graph).text)"
      table.rows.insert(.line(.init(head, .bold)), at: 0)
      sections.append(text(of: table))
    }
    let leftOut = LeftOutRows(set).table(folding: !(full || explain))
    if !leftOut.rows.isEmpty { sections.append(text(of: leftOut)) }
    if size != .task { sections.append(Paint.dim.apply(to: "folded; --full shows every task", color) + "\n") }
    return sections.joined(separator: "\n")
  }

  private func text(of table: TextTable) -> String {
    (width.map(table.fitted(to:)) ?? table).text(color: color)
  }

  /// The largest at which all graphs fit on a screen.
  private func size(of graphs: [TreeRows]) -> TreeRows.Size {
    if full || explain || graphs.reduce(0, { $0 + $1.graph.tasks.count }) <= Self.screen { return .task }
    return graphs.reduce(0) { $0 + $1.keys.count } <= Self.screen ? .key : .kind
  }

  /// ``no tasks: `no-ci` leaves none (commit message:1)``
  private func nothing(_ set: GraphSet) -> String {
    guard let stop = set.message.instructions.stop else { return "no tasks" }
    var words = ReasonText()
    let reason = Reason("`\(stop.switch.rawValue)` leaves none", at: set.message.file.place(stop.line))
    return "no tasks: \(words.text(reason))"
  }
}
