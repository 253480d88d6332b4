import ArgumentParser
import Diagnostics
import Document
import PackerRunner
import TaskGraph

extension Packer {
  struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      named: "validate", "Ask the real Packer whether it accepts the templates of keys; no secret is needed.",
      examples: """
        # every key in every environment
        decision packer validate
        decision packer validate win10-64-2004 --environment production
        """,
      exits: [.unavailable, .configuration], usage: "decision packer validate [<keys> ...] [<options>]")

    @OptionGroup var root: RootOptions

    @Option(
      help: ArgumentHelp("The environment. (default: all of them)", valueName: "name"),
      completion: ProjectNames.environments)
    var environment: String?

    @Option(help: ArgumentHelp("Packer: a name in PATH, or a path.", valueName: "program"), completion: .file())
    var packer = "packer"

    @Argument(
      help: "Image keys. (default: all of them)",
      completion: ProjectNames.keys)
    var keys: [String] = []

    func run() async throws {
      let project = try Project(in: DiskFileTree(root: try root.find()))
      let templates = try await RenderedTemplates(of: project, keys: keys, environment: environment)
      try templates.check(keys: keys)
      let subjects = try templates.entries.map {
        PackerValidation.Subject(
          name: "\($0.key) in \($0.environment)", template: try PackerTemplate($0.file.bytes, named: $0.file.name))
      }
      var process = PackerProcess()
      process.executable = packer
      // Packer takes a second or two for each: what is done is said as it goes.
      let problems = try await PackerValidation(process).diagnostics(of: subjects) { names, isGood in
        Terminal.standardError.write(names.map { "\($0): \(isGood ? "good" : "refused")\n" }.joined())
      }
      guard problems.isEmpty else { throw Failure(.configuration, problems) }
      Terminal.standardOutput.write("\(subjects.count) templates: good\n")
    }
  }
}
