import ArgumentParser
import Diagnostics
import Document
import LocalQueue
import TaskDefinitions
import TaskGraph
import TaskclusterClient

struct Rehearse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "Submit to a queue inside this process: the main job without a cluster.",
    examples: """
      decision rehearse --message 'include keys: win10-64-2004'
      decision rehearse --fault 503:0.1,reset:0.05,latency:50ms
      # one push after the other
      decision rehearse --commit HEAD~1 --then HEAD --then HEAD~1
      """,
    exits: [.message, .unavailable, .tryAgain, .missingScopes, .configuration],
    usage: "decision rehearse [<options>] [-]")

  @OptionGroup var graph: GraphOptions
  @OptionGroup var step: DecisionStepOptions

  @Option(
    help: ArgumentHelp(
      "Faults of the queue: `503:0.1` (a status and how often), reset, latency:50ms, …, comma-separated.",
      valueName: "faults"))
  var fault: String?

  @Option(
    help: ArgumentHelp("Only keep the queue open on this port of the loopback; 0 takes a free one.", valueName: "port"))
  var serve: Int?

  @Option(
    help: ArgumentHelp("Then push this commit, when all tasks so far are done; may be repeated.", valueName: "commit"),
    completion: ProjectNames.commits)
  var then: [String] = []

  func run() async throws {
    let clock = clock
    var configuration = LocalQueue.Configuration(
      scopes: try graph.givenScopes() ?? ["*"], faults: try faults(), now: clock)
    if let serve { return try await self.serve(&configuration, serve) }
    var pushes = [try await graph.load()]
    for (number, revision) in then.enumerated() { pushes.append(try await graph.push(revision, number: number + 1)) }
    let queue = try await LocalQueue.start(configuration)
    let client = try Client.real(["TASKCLUSTER_ROOT_URL": queue.rootURL], now: clock)
    for (number, push) in pushes.enumerated() {
      try queue.rehearse(push.inputs.decision, at: clock())
      // Each push is a decision task of its own, with artifacts of its own.
      let folder = OutputFolder(step.artifacts + (number == 0 ? "" : "-\(number + 1)"))
      let code = try await DecisionStep(
        loaded: push, client: client, artifacts: folder, isQuiet: step.quiet, now: graph.time
      ).run()
      guard code == .good, number + 1 < pushes.count else {
        try await queue.shutdown()
        throw ArgumentParser.ExitCode(code.rawValue)
      }
      queue.completeAll()
    }
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
