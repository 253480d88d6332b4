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

  /// - Throws: a kind that the project does not have, with exit code 64.
  func apply(to graphs: GraphSet, of project: Project) throws -> GraphSet {
    try checkKinds(project.kinds.map(\.name))
    guard !kinds.isEmpty || tasks != nil else { return graphs }
    let pattern = try pattern()
    return graphs.filtered { task in
      (kinds.isEmpty || kinds.contains(task.kind))
        && (pattern.map { task.label.firstMatch(of: $0) != nil } ?? true)
    }
  }

  func validate() throws { _ = try pattern() }

  private func pattern() throws -> Regex<AnyRegexOutput>? {
    do {
      return try tasks.map { try Regex($0) }
    } catch {
      throw ValidationError("--tasks is a regular expression: \(error)")
    }
  }

  private func checkKinds(_ known: [String]) throws(Failure) {
    let problems = kinds.filter { !known.contains($0) }.map { kind in
      Diagnostic(
        id: "unknown-kind", "there is no kind `\(kind)`",
        help: NearMiss.best(kind, among: known).map { "did you mean `\($0)`?" }
          ?? "known are \(known.joined(separator: ", "))")
    }
    guard problems.isEmpty else { throw Failure(.usage, problems) }
  }
}
