import ArgumentParser
import Diagnostics
import Document
import TaskGraph

extension Packer {
  struct Template: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      named: "template", "Print the Packer template of a key, as its build task gets it.",
      examples: """
        decision packer template win10-64-2004 --environment production
        decision packer template win10-64-2004 --environment staging | jq .builders
        """,
      exits: [.configuration], usage: "decision packer template <key> [<options>]")

    @OptionGroup var root: RootOptions

    @Option(
      help: ArgumentHelp("The environment. (default: the only one)", valueName: "name"),
      completion: ProjectNames.environments)
    var environment: String?

    @Option(
      help: "With the builder of this location alone. (default: all of the key)", completion: ProjectNames.locations)
    var location: String?

    @Argument(
      help: "The image key: the stem of a file in config/.",
      completion: ProjectNames.keys)
    var key: String

    func run() async throws {
      let project = try Project(in: DiskFileTree(root: try root.find()))
      let templates = try await RenderedTemplates(of: project, keys: [key], environment: environment)
      Terminal.standardOutput.write(try templates.inLocation(location).only().file.bytes)
    }
  }
}
