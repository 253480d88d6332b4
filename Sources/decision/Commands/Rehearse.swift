import ArgumentParser
import Diagnostics
import Document
import LocalQueue
import TaskDefinitions
import TaskGraph
import TaskclusterClient

struct Rehearse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "rehearse", "Submit to a queue inside this process: the main job without a cluster.",
    about: """
      FAULTS, separated by commas
        nothing is done      429 retry-after 500 502 503 401 403 reset lost
        done, answer spoilt  reset-body cut not-json stall proxy 500-late slow
        for all of them      latency:50ms, skew:-20m (the server's clock), seed:7
      A fault is followed by how often, 503:0.1, or by which requests, cut:#1-3+9; before that may stand which call, lost@createTask:#1.
      """,
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

  @OptionGroup var queue: RehearsalOptions

  @Option(
    help: ArgumentHelp("Then push this commit, when all tasks so far are done; may be repeated.", valueName: "commit"),
    completion: ProjectNames.commits)
  var then: [String] = []

  func run() async throws {
    let clock = clock
    let configuration = try queue.configuration(scopes: try graph.givenScopes() ?? ["*"], now: clock)
    if let port = queue.serve { return try await LocalQueue.serve(configuration, on: port) }
    let code = try await Interruption.caught { try await rehearse(on: configuration, $0) }
    throw ArgumentParser.ExitCode(code.rawValue)
  }

  private func rehearse(
    on configuration: LocalQueue.Configuration, _ interruption: Interruption
  ) async throws -> Diagnostics.ExitCode {
    let first = try await graph.load(publishes: true)
    var pushes = [first]
    for (number, revision) in then.enumerated() {
      pushes.append(try await graph.push(revision, number: number + 1, after: first))
    }
    let queue = try await LocalQueue.start(configuration)
    let client = try Client.real(["TASKCLUSTER_ROOT_URL": queue.rootURL], now: clock)
    for (number, push) in pushes.enumerated() {
      try queue.rehearse(push.inputs.decision)
      // Each push is a decision task of its own, with artifacts of its own.
      let folder = OutputFolder(step.artifacts + (number == 0 ? "" : "-\(number + 1)"))
      let code = try await DecisionStep(
        loaded: push, client: client, artifacts: folder, interruption: interruption, isQuiet: step.quiet,
        now: graph.now
      ).run()
      guard code == .good, number + 1 < pushes.count else {
        try await queue.shutdown()
        return code
      }
      queue.completeAll()
    }
    return .good
  }

  /// The rehearsal's clock: with --now, it is that time when the rehearsal begins.
  private var clock: @Sendable () -> Timestamp {
    let start = Timestamp.now()
    let offset = (graph.now ?? start).milliseconds - start.milliseconds
    return { Timestamp.now().advanced(byMilliseconds: offset) }
  }
}
