package import CommitSyntax
package import Diagnostics
import Document

/// The end of the pipeline: the graphs of all environments that a message selects, each checked, and all that there is
/// to say about them.
package struct GraphSet: Sendable {
  package let message: CommitMessage
  package let selection: Selection
  /// One per environment, by its name.
  package let graphs: [Graph]
  /// All kinds of the project, in the order of its settings.
  private let knownKinds: [String]
  /// Warnings and notes: of the message, of the configs, of the checks.
  package let diagnostics: [Diagnostic]

  /// - Parameter kinds: all that there are, in the order in which they are shown.
  init(message: CommitMessage, selection: Selection, graphs: [Graph], kinds: [String]) {
    self.init(
      message: message, selection: selection, graphs: graphs, kinds: kinds,
      diagnostics: message.diagnostics + selection.diagnostics)
  }

  private init(
    message: CommitMessage, selection: Selection, graphs: [Graph], kinds: [String], diagnostics: [Diagnostic]
  ) {
    self.message = message
    self.selection = selection
    self.graphs = graphs
    knownKinds = kinds
    self.diagnostics = diagnostics
  }

  /// The same, with more to say about it.
  package func adding(_ more: [Diagnostic]) -> GraphSet { with(graphs, diagnostics + more) }

  private func with(_ graphs: [Graph], _ diagnostics: [Diagnostic]) -> GraphSet {
    GraphSet(
      message: message, selection: selection, graphs: graphs, kinds: knownKinds, diagnostics: diagnostics)
  }

  package var tasks: [GraphTask] { graphs.flatMap(\.tasks) }

  /// The kinds of the tasks, in the order of the settings.
  package var kinds: [String] {
    let used = Set(graphs.flatMap { $0.tasks.map(\.kind) })
    return knownKinds.filter(used.contains)
  }
}

extension GraphSet {
  /// The tasks that a person wants to see; everything else stays as it is.
  package func filtered(_ isShown: (GraphTask) -> Bool) -> GraphSet {
    with(graphs.map { $0.keeping(isShown) }, diagnostics)
  }

  /// What the decision task publishes, each file once, by name.
  package var files: [PublishedFile] {
    var seen: Set<String> = []
    return tasks.flatMap(\.files).filter { seen.insert($0.name).inserted }.sorted { $0.name.precedesInBytes($1.name) }
  }
}

extension GraphSet {
  /// The same without the tasks that the caller has a reason against, which are then among those left out.
  package func leavingOut(_ reason: (GraphTask) -> Reason?) -> GraphSet {
    let kept = graphs.map { graph in
      let out = graph.tasks.compactMap { task in
        reason(task).map { LeftOut(.task(label: task.label, kind: task.kind), because: $0) }
      }
      return graph.keeping({ reason($0) == nil }, leavingOut: out)
    }
    return with(kept, diagnostics)
  }
}
