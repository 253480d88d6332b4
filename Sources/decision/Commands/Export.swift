import ArgumentParser
import Diagnostics
import Document
import Glibc
import GraphRendering
import TaskGraph

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "export", "Write the tasks of a commit as JSON.",
    examples: """
      # bodies of createTask, by task id
      decision export --environment production
      # entries as taskgraph has them, by label
      decision export --format taskgraph | jq 'keys'
      # into a folder, with the files that the tasks mount
      decision export --output tasks --message-file message.txt
      """,
    exits: [.message, .missingScopes, .configuration], usage: "decision export [<options>] [-]")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case queue, taskgraph
  }

  @OptionGroup var graph: GraphOptions
  @OptionGroup var filter: TaskFilterOptions

  @Option(help: "`queue`: task id → the body of createTask. `taskgraph`: label → entry.")
  var format: Format = .queue

  @Option(
    help: ArgumentHelp("A folder for the JSON and the files that the tasks mount.", valueName: "dir"),
    completion: .directory)
  var output: String?

  func run() async throws {
    let loaded = try await graph.load()
    let all = try await loaded.pipeline.run(loaded.message, loaded.inputs)
    let graphs = try filter.apply(to: graph.reviewed(all), of: loaded.pipeline.project)
    Terminal.standardError.write(graphs.diagnostics)
    guard let output else {
      switch format {
      case .queue: QueueJSON.write(graphs) { Terminal.standardOutput.write($0) }
      case .taskgraph: TaskgraphJSON.write(graphs) { Terminal.standardOutput.write($0) }
      }
      leave(holding: (all, graphs))
    }
    let folder = OutputFolder(output)
    switch format {
    case .queue: try folder.write(QueueJSON.bytes(of: graphs), to: "tasks.json")
    case .taskgraph: try folder.write(TaskgraphJSON.fullTaskGraph(of: graphs), to: "full-task-graph.json")
    }
    for file in graphs.files { try folder.write(file.bytes, to: file.name) }
  }

  /// The system takes a large graph back at once; releasing it value by value would only keep people waiting.
  private func leave(holding value: (GraphSet, GraphSet)) -> Never {
    withExtendedLifetime(value) { Glibc.exit(0) }
  }
}
