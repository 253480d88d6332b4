import ArgumentParser
import Diagnostics
import Document
import GraphRendering
import TaskGraph

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the tasks of a commit as JSON.",
    discussion: """
      EXAMPLES
        decision export --environment production                     bodies of createTask, by task id
        decision export --format taskgraph | jq 'keys'               entries as taskgraph has them, by label
        decision export --output tasks --message-file message.txt    one file a task
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case queue, taskgraph
  }

  @OptionGroup var graph: GraphOptions
  @OptionGroup var filter: TaskFilterOptions

  @Option(help: "`queue`: task id → the body of createTask. `taskgraph`: label → entry.")
  var format: Format = .queue

  @Option(help: ArgumentHelp("A folder for the JSON and the files that the tasks mount.", valueName: "dir"))
  var output: String?

  func run() async throws {
    let loaded = try await graph.load()
    let all = try await loaded.pipeline.run(loaded.message, loaded.inputs)
    let graphs = try filter.apply(to: graph.reviewed(all))
    Terminal.standardError.write(graphs.diagnostics)
    let bytes = format == .queue ? QueueJSON.bytes(of: graphs) : TaskgraphJSON.bytes(of: graphs)
    guard let output else { return Terminal.standardOutput.write(bytes) }
    let folder = OutputFolder(output)
    try folder.write(bytes, to: format == .queue ? "tasks.json" : "full-task-graph.json")
    for file in graphs.files { try folder.write(file.bytes, to: file.name) }
  }
}
