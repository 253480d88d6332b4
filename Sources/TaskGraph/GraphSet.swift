package import CommitSyntax
package import Diagnostics

/// The end of the pipeline: the graphs of all environments that a message selects, each checked, and all that there is
/// to say about them.
package struct GraphSet: Sendable {
  package let message: CommitMessage
  package let selection: Selection
  /// One per environment, by its name.
  package let graphs: [Graph]
  /// Warnings and notes: of the message, of the configs, of the checks.
  package let diagnostics: [Diagnostic]

  init(message: CommitMessage, selection: Selection, graphs: [Graph]) {
    self.init(
      message: message, selection: selection, graphs: graphs,
      diagnostics: message.diagnostics + selection.diagnostics)
  }

  private init(message: CommitMessage, selection: Selection, graphs: [Graph], diagnostics: [Diagnostic]) {
    self.message = message
    self.selection = selection
    self.graphs = graphs
    self.diagnostics = diagnostics
  }

  func adding(_ more: [Diagnostic]) -> GraphSet {
    GraphSet(message: message, selection: selection, graphs: graphs, diagnostics: diagnostics + more)
  }

  package var tasks: [GraphTask] { graphs.flatMap(\.tasks) }
}
