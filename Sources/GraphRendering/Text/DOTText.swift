import Diagnostics
import TaskDefinitions
package import TaskGraph

/// The graphs in Graphviz' language: `decision preview --format dot | dot -Tsvg`. An arrow goes from a task to those that wait for
/// it; every environment is a cluster.
package struct DOTText: Sendable {
  package init() {}

  package func text(of set: GraphSet) -> String {
    let names = NodeNames(set).names
    let kinds = set.kinds
    var text = """
      digraph tasks {
        rankdir=LR
        node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=10]
        edge [color="#64748b", arrowsize=0.7]

      """
    for (index, graph) in set.graphs.enumerated() {
      text += "  subgraph cluster_\(index) {\n"
      text += "    label=\(quoted("\(graph.environment): \(Summary(of: graph).text)"))\n"
      text += "    color=\"#cbd5e1\"\n"
      for (task, name) in zip(graph.tasks, names[index]) {
        let color = Palette.light[(kinds.firstIndex(of: task.kind) ?? 0) % Palette.light.count]
        text += "    \(name) [label=\(label(task)), color=\"\(color)\", tooltip=\(quoted(task.label))]\n"
      }
      for (task, others) in graph.dependencyIndices.enumerated() {
        for other in others { text += "    \(names[index][other]) -> \(names[index][task])\n" }
      }
      text += "  }\n"
    }
    return text + "}\n"
  }

  private func label(_ task: GraphTask) -> String {
    let lines = [task.label, TaskCaption.facts(of: task)].filter { !$0.isEmpty }
    return "\"" + lines.map(escaped).joined(separator: "\\n") + "\""
  }

  private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// A quoted text knows escapes, and entities of HTML.
  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Display.line(text).unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
