import ArgumentParser
import AzureImages
import Diagnostics
import Document

struct TagImages: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "tag-images", "Tag Azure's managed images with what they are: their key, environment and deployment.",
    about: """
      What an image was built from is its own stamp, and is left as it is. Writes images.json: location → image id.
      """,
    examples: """
      decision tag-images --key win10-64-2004 --environment production \\
        --resource-group rg-packer-through-cib --deployment-id 5db26eb \\
        eastus=gecko-t-win10-64-2004-eastus-20h1-evd-5db26eb
      """,
    exits: [.message, .unavailable, .tryAgain], usage: "decision tag-images <options> <location=image> ...")

  @Option(help: "The key that the images are of.", completion: ProjectNames.keys)
  var key: String

  @Option(
    help: ArgumentHelp("The environment that they were built for.", valueName: "name"),
    completion: ProjectNames.environments)
  var environment: String

  @Option(help: ArgumentHelp("The resource group that they are in.", valueName: "name"))
  var resourceGroup: String

  @Option(help: ArgumentHelp("The deploymentId of the key's config.", valueName: "id"))
  var deploymentId: String

  @Option(
    help: ArgumentHelp("The file for images.json. (default: standard output)", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup var azure: AzureOptions

  @Argument(help: ArgumentHelp("The images, each with its location.", valueName: "location=image"))
  var images: [String]

  func run() async throws {
    let images = try ImageReference.list(images, resourceGroup: resourceGroup)
    let client = try await azure.session(key: key).signIn()
    let identity = ImageIdentity(key: key, environment: environment, deploymentID: deploymentId)
    let report = await ImageTagging(client, identity).run(images)
    Terminal.standardError.write(report.diagnostics)
    let json = report.json.bytes(.pretty) + [UInt8(ascii: "\n")]
    if let output { try OutputFolder.write(json, to: output) } else { Terminal.report.write(json) }
    throw ArgumentParser.ExitCode(report.exitCode.rawValue)
  }
}
