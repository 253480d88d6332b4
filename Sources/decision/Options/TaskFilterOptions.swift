import ArgumentParser
import Diagnostics
import Document
import TaskGraph

/// What of a graph is shown. It changes nothing about what the graph is.
struct TaskFilterOptions: ParsableArguments {
  @Option(
    name: .customLong("kind"), help: ArgumentHelp("Show tasks of this kind; may be repeated.", valueName: "name"),
    completion: ProjectNames.kinds)
  var kinds: [String] = []

  @Option(help: ArgumentHelp("Show tasks whose label matches.", valueName: "regex"))
  var tasks: String?

  func apply(to graphs: GraphSet) throws -> GraphSet {
    guard !kinds.isEmpty || tasks != nil else { return graphs }
    let pattern: Regex<AnyRegexOutput>?
    do {
      pattern = try tasks.map { try Regex($0) }
    } catch {
      throw ValidationError("--tasks is a regular expression: \(error)")
    }
    return graphs.filtered { task in
      (kinds.isEmpty || kinds.contains(task.kind))
        && (pattern.map { task.label.firstMatch(of: $0) != nil } ?? true)
    }
  }
}
