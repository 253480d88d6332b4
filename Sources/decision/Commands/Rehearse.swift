import ArgumentParser
import Diagnostics
import Document
import LocalQueue
import TaskDefinitions
import TaskGraph
import TaskclusterClient

struct Rehearse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Submit to a queue inside this process: the main job without a cluster.",
    discussion: """
      EXAMPLES
        decision rehearse --message 'include keys: win10-64-2004'
        decision rehearse --fault 503:0.1,reset:0.05,latency:50ms
      """)

  @OptionGroup var graph: GraphOptions
  @OptionGroup var step: DecisionStepOptions

  func run() async throws {
    let loaded = try await graph.load()
    let queue = try await LocalQueue.start(LocalQueue.Configuration(now: { Timestamp.now() }))
    try queue.rehearse(loaded.inputs.decision)
    let client = try Client.real(["TASKCLUSTER_ROOT_URL": queue.rootURL])
    let code = try await DecisionStep(
      loaded: loaded, client: client, artifacts: OutputFolder(step.artifacts), isQuiet: step.quiet, now: graph.time
    ).run()
    try await queue.shutdown()
    throw ArgumentParser.ExitCode(code.rawValue)
  }
}
