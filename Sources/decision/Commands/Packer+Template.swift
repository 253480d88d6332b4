import ArgumentParser
import Document
import TaskGraph

extension Packer {
  struct Template: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the Packer template of a key, as its build task gets it.",
      discussion: """
        EXAMPLES
          decision packer template win10-64-2004 --environment production
          decision packer template win10-64-2004 --environment production | jq '.builders[].managed_image_name'
        """)

    @OptionGroup var root: RootOptions

    @Option(help: "The environment. (default: the only one)")
    var environment: String?

    @Option(help: "One of the key's locations, where there is a template for each.")
    var location: String?

    @Argument(
      help: "The image key: the stem of a file in config/.",
      completion: .custom { _, _, _ in ProjectNames.keys })
    var key: String

    func run() async throws {
      let project = try Project(in: DiskFileTree(root: try root.find()))
      let templates = try await RenderedTemplates(of: project, keys: [key], environment: environment)
      Terminal.standardOutput.write(try templates.inLocation(location).only().file.bytes)
    }
  }
}
