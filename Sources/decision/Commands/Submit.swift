import ArgumentParser
import Diagnostics
import Document
import TaskGraph
import TaskclusterClient

struct Submit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "submit", "Create the tasks of a commit on the queue: the decision step of .taskcluster.yml.",
    about: """
      In a task, the proxy signs (TASKCLUSTER_PROXY_URL); elsewhere TASKCLUSTER_ROOT_URL, TASKCLUSTER_CLIENT_ID, \
      TASKCLUSTER_ACCESS_TOKEN and, for temporary credentials, TASKCLUSTER_CERTIFICATE are read.
      """,
    examples: """
      decision submit
      decision submit --dry-run --artifacts public
      """,
    exits: [.message, .unavailable, .tryAgain, .missingScopes, .configuration], usage: "decision submit [<options>] [-]"
  )

  @OptionGroup var graph: GraphOptions
  @OptionGroup var step: DecisionStepOptions

  @Flag(help: "Do all but the sending.")
  var dryRun = false

  func run() async throws {
    let environment = TaskEnvironment()
    guard let rootURL = environment.rootURL else {
      throw Failure(
        .usage,
        [
          Diagnostic(
            id: "no-root-url", "TASKCLUSTER_ROOT_URL says which deployment the tasks go to",
            help: "a worker sets it; on a laptop, `decision rehearse` needs none")
        ])
    }
    // It is quoted where no environment has it: then it must not hold a password.
    _ = try Access.server(rootURL, of: "TASKCLUSTER_ROOT_URL")
    let code = try await Interruption.caught { interruption in
      let loaded = try await graph.load(at: rootURL, publishes: true)
      let client = try Client.real(environment.all)
      return try await DecisionStep(
        loaded: loaded, client: client, artifacts: OutputFolder(step.artifacts), interruption: interruption,
        isDryRun: dryRun, isQuiet: step.quiet, now: graph.now
      ).run()
    }
    throw ArgumentParser.ExitCode(code.rawValue)
  }
}
