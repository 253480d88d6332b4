import ArgumentParser
import Diagnostics
import Document
import PackerRunner
import TaskGraph

/// How Packer is run, and what on.
struct PackerBuildOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The rendered template. (default: it is rendered from config/ and taskcluster/)", valueName: "file"),
    completion: .file())
  var template: String?

  @OptionGroup var root: RootOptions

  @Option(
    help: ArgumentHelp("The environment to render the template for. (default: the only one)", valueName: "name"),
    completion: ProjectNames.environments)
  var environment: String?

  @Option(help: ArgumentHelp("Packer: a name in PATH, or a path.", valueName: "program"), completion: .file())
  var packer = "packer"

  @Option(
    help: ArgumentHelp("After this Packer is interrupted, so that it deletes what it made.", valueName: "minutes"))
  var timeLimit = 210

  @Option(help: ArgumentHelp("After this much more it is killed.", valueName: "minutes"))
  var grace = 25

  @Flag(help: "Have Packer leave everything behind where it fails.")
  var disableCleanup = false

  func validate() throws {
    guard (1...1440).contains(timeLimit), (1...120).contains(grace) else {
      throw ValidationError("--time-limit is 1 to 1440 minutes, --grace 1 to 120")
    }
  }

  func process(_ environment: TaskEnvironment) -> PackerProcess {
    var process = PackerProcess()
    process.executable = packer
    process.timeLimit = .seconds(timeLimit * 60)
    process.grace = .seconds(grace * 60)
    process.temporaryFolder = environment["TMPDIR"] ?? process.temporaryFolder
    return process
  }

  func template(of key: String) async throws -> PackerTemplate {
    if let template { return try Input.given { try PackerTemplate(try Input.file(template), named: template) } }
    let project = try Project(in: DiskFileTree(root: try root.find()))
    let entry = try await RenderedTemplates(of: project, keys: [key], environment: environment).only()
    return try PackerTemplate(entry.file.bytes, named: entry.file.name)
  }
}
