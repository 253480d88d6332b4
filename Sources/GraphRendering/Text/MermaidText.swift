import Diagnostics
package import TaskGraph

/// The graphs in Mermaid's language, which GitHub draws in a fenced block. GitHub draws no more than 500 arrows and 50,000
/// characters: a graph that is larger is folded to its kinds.
package struct MermaidText: Sendable {
  /// Source: Mermaid's `maxEdges` and `maxTextSize`, which a page cannot raise on GitHub.
  private static let limits = (edges: 500, characters: 50_000)

  package init() {}

  package func text(of set: GraphSet) -> String {
    let edges = set.graphs.reduce(0) { $0 + $1.dependencyIndices.reduce(0) { $0 + $1.count } }
    if edges <= Self.limits.edges {
      let text = whole(set)
      if text.utf8.count <= Self.limits.characters { return text }
    }
    return folded(set)
  }

  private func whole(_ set: GraphSet) -> String {
    let names = NodeNames(set).names
    let kinds = set.kinds
    var text = head
    var used: Set<Int> = []
    for (index, graph) in set.graphs.enumerated() {
      text += "  subgraph e\(index)[\(quoted("\(graph.environment): \(Summary(of: graph).text)"))]\n"
      text += "    direction LR\n"
      for (task, name) in zip(graph.tasks, names[index]) {
        let kind = (kinds.firstIndex(of: task.kind) ?? 0) % Palette.light.count
        used.insert(kind)
        text += "    \(name)[\(quoted([task.label, TaskCaption.facts(of: task)]))]:::k\(kind)\n"
      }
      for (task, others) in graph.dependencyIndices.enumerated() {
        for other in others { text += "    \(names[index][other]) --> \(names[index][task])\n" }
      }
      text += "  end\n"
    }
    return text + styles(used)
  }

  /// A box a kind, with arrows where a task of one waits for a task of the other.
  private func folded(_ set: GraphSet) -> String {
    let kinds = set.kinds
    var text = head
    var used: Set<Int> = []
    for (index, graph) in set.graphs.enumerated() {
      text += "  subgraph e\(index)[\(quoted("\(graph.environment): \(Summary(of: graph).text)"))]\n"
      text += "    direction LR\n"
      var arrows: Set<[Int]> = []
      for (task, others) in graph.dependencyIndices.enumerated() {
        guard let to = kinds.firstIndex(of: graph.tasks[task].kind) else { continue }
        for other in others {
          if let from = kinds.firstIndex(of: graph.tasks[other].kind) { arrows.insert([from, to]) }
        }
      }
      for (position, kind) in kinds.enumerated() {
        let tasks = graph.tasks.filter { $0.kind == kind }
        guard !tasks.isEmpty else { continue }
        used.insert(position % Palette.light.count)
        text += "    e\(index)k\(position)[\(quoted([kind, amount(tasks.count, "task")]))]"
        text += ":::k\(position % Palette.light.count)\n"
      }
      for arrow in arrows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        text += "    e\(index)k\(arrow[0]) --> e\(index)k\(arrow[1])\n"
      }
      text += "  end\n"
    }
    return text + styles(used)
  }

  private var head: String { "flowchart LR\n" }

  /// The fill is left to the page's theme, light or dark.
  private func styles(_ used: Set<Int>) -> String {
    used.sorted().map { "  classDef k\($0) stroke:\(Palette.light[$0]),stroke-width:2px\n" }.joined()
  }

  private func quoted(_ lines: String...) -> String { quoted(lines) }

  private func quoted(_ lines: [String]) -> String {
    "\"" + lines.filter { !$0.isEmpty }.map(escaped).joined(separator: "<br/>") + "\""
  }

  /// Mermaid's own entities for whatever may mean something to it, to Markdown or to HTML.
  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Display.line(text).unicodeScalars {
      let isPlain =
        !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || " .,:-/()".unicodeScalars.contains(scalar)
      if isPlain { escaped.unicodeScalars.append(scalar) } else { escaped += "#\(scalar.value);" }
    }
    return escaped
  }
}
