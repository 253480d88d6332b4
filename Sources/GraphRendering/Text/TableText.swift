import TaskDefinitions
package import TaskGraph

/// A task a line. For people the columns stand below each other, under a head, and the long ones give way to a narrow
/// terminal; for `cut` and `awk` all are there, separated by tabs, without a head:
///
///     label  kind  environment  key  locations  pool  max-run-time (seconds)  machines  waits for (labels)  task id
///
/// Lists are separated by commas; a value that is absent is `-`, so that every line has ten fields.
package struct TableText: Sendable {
  package enum Style: Sendable { case aligned, tabs }

  package let style: Style
  /// Of the terminal, in cells.
  package let width: Int?

  package init(_ style: Style = .tabs, width: Int? = nil) {
    self.style = style
    self.width = width
  }

  private static let head = [
    "LABEL", "KIND", "ENVIRONMENT", "KEY", "LOCATIONS", "POOL", "SECONDS", "VMS", "WAITS-FOR", "TASK-ID",
  ]

  /// - Returns: lines, each with its line feed.
  package func text(of set: GraphSet) -> String {
    let lines = set.graphs.flatMap { graph in graph.tasks.map { fields(of: $0, in: graph) } }
    switch style {
    case .tabs:
      return lines.map { $0.map { TextTable.Cell($0).text }.joined(separator: "\t") + "\n" }.joined()
    case .aligned:
      var table = TextTable()
      for line in [Self.head] + lines {
        table.add(line.enumerated().map { .init($1, .none, $0 == 6 || $0 == 7 ? .right : .left) })
      }
      table.dropped = [8, 4, 9, 3, 2, 1, 5]
      return (width.map(table.fitted(to:)) ?? table).text(color: false)
    }
  }

  private func fields(of task: GraphTask, in graph: Graph) -> [String] {
    [
      task.label, task.kind, graph.environment, task.coordinates[.key] ?? "-", list(task.locations),
      task.workerPool ?? "-", String(task.maxRunTime), String(task.machines), list(task.needs.map(\.label)),
      task.id.text,
    ]
  }

  private func list(_ names: [String]) -> String { names.isEmpty ? "-" : names.joined(separator: ",") }
}
