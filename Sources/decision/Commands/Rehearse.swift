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

  @Option(help: "Faults of the queue: `503:0.1` (a status and how often), reset, latency:50ms, …, comma-separated.")
  var fault: String?

  @Option(
    help: ArgumentHelp("Only keep the queue open on this port of the loopback; 0 takes a free one.", valueName: "port"))
  var serve: Int?

  func run() async throws {
    let clock = clock
    var configuration = LocalQueue.Configuration(
      scopes: try graph.givenScopes() ?? ["*"], faults: try faults(), now: clock)
    if let serve { return try await self.serve(&configuration, serve) }
    let loaded = try await graph.load()
    let queue = try await LocalQueue.start(configuration)
    try queue.rehearse(loaded.inputs.decision, at: clock())
    let client = try Client.real(["TASKCLUSTER_ROOT_URL": queue.rootURL], now: clock)
    let code = try await DecisionStep(
      loaded: loaded, client: client, artifacts: OutputFolder(step.artifacts), isQuiet: step.quiet, now: graph.time
    ).run()
    try await queue.shutdown()
    throw ArgumentParser.ExitCode(code.rawValue)
  }

  /// The rehearsal's clock: with --now, it is that time when the rehearsal begins.
  private var clock: @Sendable () -> Timestamp {
    let start = Timestamp.now()
    let offset = (graph.time ?? start).milliseconds - start.milliseconds
    return { Timestamp.now().advanced(byMilliseconds: offset) }
  }

  private func faults() throws -> FaultPlan {
    guard let fault else { return .none }
    do {
      return try FaultPlan(parsing: fault)
    } catch {
      throw Failure(.usage, [Diagnostic(id: "fault-plan", error.message, help: error.help)])
    }
  }

  /// Until nobody has asked anything for ten minutes.
  private func serve(_ configuration: inout LocalQueue.Configuration, _ port: Int) async throws {
    configuration.port = port
    configuration.idleLimit = .seconds(600)
    let queue = try await LocalQueue.start(configuration)
    Terminal.standardOutput.write("\(queue.rootURL)\n")
    try await queue.waitUntilClosed()
    try await queue.shutdown()
  }
}
