import Diagnostics
import Document
import TaskDefinitions

/// The named checks over a finished graph. Each is a pure function; all of them run, and all that they find is reported
/// together. `docs/checks.md` has a page line for each.
struct GraphChecks: Sendable {
  let project: Project

  /// Sorted by label; what several tasks of a kind share is said once, of the first of them.
  ///
  /// Checks of the whole graph take one core each, while the others look at the tasks one by one.
  func diagnostics(of graph: Graph) -> [Diagnostic] {
    let before: [Check] = [uniqueLabels, acyclic]
    let after: [Check] = [unknownWorkers, uniqueRoutes, imageNames, imageNameForms, imageTags]
    let whole = before + after
    let parts = stride(from: 0, to: graph.tasks.count, by: Self.part).map {
      $0..<min($0 + Self.part, graph.tasks.count)
    }
    // Of a small graph one core does all.
    let found = Parallel.map(Array(0..<whole.count + parts.count), chunk: parts.count > 1 ? 1 : .max / 2) { index in
      index < whole.count ? whole[index](graph) : definitions(graph.tasks[parts[index - whole.count]])
    }
    let ofTasks = Self.oncePerKind(Array(found[whole.count...].joined()))
    return found[..<before.count].joined() + ofTasks + found[before.count..<whole.count].joined()
  }

  private typealias Check = @Sendable (Graph) -> [Diagnostic]

  /// So many tasks are looked at by one core at a time.
  private static let part = 128

  /// Checks that see all environments at once.
  func diagnostics(across graphs: [Graph]) -> [Diagnostic] {
    uniqueFiles(graphs) + sharedLabels(graphs) + sharedImageNames(graphs)
  }
}

extension GraphChecks {
  /// A diagnostic of one task, at the place in its kind that says it.
  func diagnostic(
    _ id: String, _ message: String, _ task: GraphTask, at path: FieldPath = [], isAboutKey: Bool = false,
    help: String? = nil, severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    let kind = project.index(ofKind: task.kind).map { project.kinds[$0] }
    return Diagnostic(
      severity, id: id, message, at: kind.map { TaskPlace.find(path, in: $0, isAboutKey: isAboutKey) },
      context: ["kind \(task.kind)"]
        + zip(task.coordinates.axes, task.coordinates.values).map { "\($0.rawValue) \($1)" },
      help: help)
  }
}

/// Where a kind says what a rendered task has at some path.
enum TaskPlace {
  /// Follows the path through `task:` as far as what is written there is literal; the deepest node that is reached.
  static func find(_ path: FieldPath, in kind: Kind, isAboutKey: Bool) -> Place {
    var node = kind.taskNode
    var range = node.range
    for (position, element) in path.elements.enumerated() {
      switch element {
      case .key(let key):
        guard let member = node.member(key) else { return kind.file.place(range) }
        node = member.value
        range = isAboutKey && position == path.elements.count - 1 ? member.keyRange : node.range
      case .index(let index):
        guard let items = node.array, items.indices.contains(index) else { return kind.file.place(range) }
        node = items[index]
        range = node.range
      }
    }
    return kind.file.place(range)
  }
}
