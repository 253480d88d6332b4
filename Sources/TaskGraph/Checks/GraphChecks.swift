import Diagnostics
import Document
import TaskDefinitions

/// The named checks over a finished graph. Each is a pure function; all of them run, and all that they find is reported
/// together. `docs/checks.md` has a page line for each.
struct GraphChecks: Sendable {
  let project: Project
  let decision: DecisionTask

  /// Checks whose messages name one task, or what is that task's own, for all that have the same mistake.
  static let namingOneTask: Set<String> = [
    "unique-labels", "unique-files", "unique-routes", "image-names", "shared-image-names", "image-name", "image-tags",
    "index-namespace", "missing-builder", "file-name",
  ]

  /// In the order of the checks, and of the tasks' labels.
  ///
  /// Checks of the whole graph take one core each, while the others look at the tasks one by one.
  func diagnostics(of graph: Graph) -> [Diagnostic] {
    let before: [Check] = [uniqueLabels, acyclic]
    let after: [Check] = [
      unknownWorkers, groupScheduler, uniqueRoutes, buildersOfLocations, imageNames, imageNameForms, imageTags,
    ]
    let whole = before + after
    let parts = stride(from: 0, to: graph.tasks.count, by: Self.part).map {
      $0..<min($0 + Self.part, graph.tasks.count)
    }
    // Of a small graph one core does all.
    let found = Parallel.map(Array(0..<whole.count + parts.count), chunk: parts.count > 1 ? 1 : .max / 2) { index in
      index < whole.count ? whole[index](graph) : definitions(graph.tasks[parts[index - whole.count]])
    }
    let order = [found[..<before.count], found[whole.count...], found[before.count..<whole.count]]
    return order.flatMap { $0.flatMap { $0 } }
  }

  private typealias Check = @Sendable (Graph) -> [Diagnostic]

  /// So many tasks are looked at by one core at a time.
  private static let part = 128

  /// Checks that see all environments at once.
  func diagnostics(across graphs: [Graph]) -> [Diagnostic] {
    uniqueFiles(graphs) + filesAndFolders(graphs) + sharedLabels(graphs) + sharedImageNames(graphs)
  }
}

extension GraphChecks {
  /// A diagnostic of one task, at the place in its kind, or under `task-defaults`, that says it.
  func diagnostic(
    _ id: String, _ message: String, _ task: GraphTask, at path: FieldPath = [], isAboutKey: Bool = false,
    help: String? = nil, severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    let kind = project.index(ofKind: task.kind).map { project.kinds[$0] }
    let layers = (kind.map { [$0.written] } ?? []) + (project.settings.defaults.map { [$0.written] } ?? [])
    return Diagnostic(
      severity, id: id, message, at: WrittenPlace.find(path, in: layers, isAboutKey: isAboutKey),
      context: ["kind \(task.kind)"]
        + zip(task.coordinates.axes, task.coordinates.values).map { "\($0.rawValue) \($1)" },
      help: help)
  }

  func diagnostic(of violation: Violation, _ task: GraphTask) -> Diagnostic {
    var diagnostic = diagnostic(
      violation.id, violation.message, task, at: violation.path, isAboutKey: violation.isAboutKey,
      help: violation.help)
    diagnostic.fixIts = violation.fixIts(at: diagnostic.place)
    return diagnostic
  }
}
