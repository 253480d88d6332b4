import ArgumentParser
import AzureImages
import Diagnostics
import Document
import PackerRunner
import TaskGraph
import TaskclusterClient

extension Packer {
  struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      named: "build", "Build the images of a key with Packer, in each location that this task has not built yet.",
      about: """
        In a task with taskclusterProxy: TASKCLUSTER_SECRET names the secret, TASK_ID, RUN_ID and IMAGE_COMMIT_SHA \
        make the images' stamp, DISABLE_CLEANUP has Packer leave everything behind where it fails. Ends as Packer \
        does, or with 123 where another run builds what is missing.
        """,
      examples: """
        decision packer build win10-64-2004 --template packer-template.json
        decision packer build win10-64-2004 eastus --environment production
        """,
      exits: [.message, .unavailable, .tryAgain, .configuration],
      usage: "decision packer build <key> [<locations> ...] [<options>]")

    @OptionGroup var options: PackerBuildOptions
    @OptionGroup var azure: AzureOptions

    @Argument(
      help: "The image key that the template was rendered for.",
      completion: ProjectNames.keys)
    var key: String

    @Argument(
      help: "Locations, each the name of a builder. (default: all of the template)", completion: ProjectNames.locations)
    var locations: [String] = []

    func run() async throws {
      let environment = TaskEnvironment()
      let template = try await options.template(of: key)
      let locations = locations.isEmpty ? template.builders.map(\.name) : locations
      _ = try template.builders(for: locations)
      let run = try TaskRun(environment: environment.all)
      let session = try await azure.session(key: key)
      let build = PackerBuild(
        template, locations: locations, run: run, process: options.process(environment),
        keepsLeftovers: options.disableCleanup || environment["DISABLE_CLEANUP"] != nil, principal: session.principal,
        endpoints: session.endpoints, caller: session.caller)
      let stop = StopSignal()
      let signals = Signals(raising: stop)
      defer { signals.restore() }
      let ending = try await build(stop: stop) { Terminal.report.write($0 + "\n") }
      Terminal.standardError.write(ending.diagnostics)
      throw ArgumentParser.ExitCode(ending.code)
    }
  }
}
