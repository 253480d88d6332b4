import ArgumentParser
import Diagnostics
import Document
import ImageConfig
import TaskGraph

extension Packer {
  struct Env: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      named: "env", "Print the environment of cloud-image-builder's own Packer template, without secrets.",
      about: "One NAME=value a line.",
      examples: """
        decision packer env win10-64-2004 eastus --environment production
        """,
      exits: [.configuration], usage: "decision packer env <key> <location> [<options>]")

    @OptionGroup var root: RootOptions

    @Option(
      help: ArgumentHelp("The environment whose overrides hold. (default: none)", valueName: "name"),
      completion: ProjectNames.environments)
    var environment: String?

    @Argument(
      help: "The image key: the stem of a file in config/.",
      completion: ProjectNames.keys)
    var key: String

    @Argument(help: "One of the key's locations.", completion: ProjectNames.locations)
    var location: String

    func run() async throws {
      let project = try Project(in: DiskFileTree(root: try root.find()))
      let keys = try PackerNames.check([key], environment, project)
      guard let file = try project.catalog.load(keys)[keys[0]]?.get() else { return }
      let image = file.image(in: environment ?? "")
      guard let location = PackerNames.location(location, among: image.locations),
        let variables = ScriptEnvironment(image, in: location, now: .now())?.variables
      else { throw PackerNames.unknown(location, among: image.locations) }
      Terminal.standardOutput.write(variables.map { "\($0.name)=\($0.value)\n" }.joined())
    }
  }
}
