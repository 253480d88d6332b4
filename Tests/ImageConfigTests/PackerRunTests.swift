import Diagnostics
import Document
import FoundationEssentials
import JSONE
import TestSupport
import Testing

/// What Packer itself does with builders by location: the grounds on which a build is resumed and stopped. Its `null`
/// builder makes nothing, and a local provisioner stands for the work.
@Suite(.enabled(if: Packer.isHere), .serialized)
struct PackerRunTests {
  static let locations = ["centralus", "eastus", "northeurope", "westeurope", "westus"]

  /// The builders are made as those of the shipped template are.
  static let template = """
    variables: {client_secret: '{{env `client_secret`}}', folder: '{{env `FOLDER`}}'}
    sensitive-variables: [client_secret]
    builders:
      $map: {$eval: locations}
      each(location): {name: '${location}', type: 'null', communicator: none}
    provisioners:
      - type: shell-local
        inline: {$eval: script}
    """

  /// Runs `packer build` over the five locations, each with the script in a folder that they share.
  private func build(_ script: [String], _ arguments: [String] = [], in folder: TemporaryFolder) async throws
    -> Program.Ending
  {
    let file = SourceFile(name: "template.yml", text: Self.template)
    let template = Template(try Node(yaml: file), in: file)
    let value = try #require(try template.render(Context(["locations": JSON(Self.locations), "script": JSON(script)])))
    try folder.write(value.text(.pretty), to: "template.json")
    return try await Program.run(
      Packer.path, ["build", "-color=false"] + arguments + ["template.json"],
      environment: Packer.environment.merging(["FOLDER": folder.path]) { $1 }, at: folder.path)
  }

  private func names(_ suffix: String, in folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(suffix) }
      .map { String($0.dropLast(suffix.count)) }.sorted()
  }

  private let work = [
    "test ! -e {{user `folder`}}/$PACKER_BUILD_NAME.broken", "echo x >> {{user `folder`}}/$PACKER_BUILD_NAME.built",
  ]

  /// Two of five fail: the run fails, the others finish; the next run builds the two, and those alone.
  @Test func aFailedLocationIsBuiltAgain() async throws {
    let folder = try TemporaryFolder()
    for broken in ["eastus", "westus"] { try folder.write("", to: broken + ".broken") }
    let first = try await build(work, in: folder)
    #expect(first.code == 1)
    #expect(try names(".built", in: folder) == ["centralus", "northeurope", "westeurope"])

    for broken in ["eastus", "westus"] { try FileManager.default.removeItem(atPath: "\(folder.path)/\(broken).broken") }
    let second = try await build(work, ["-only=eastus,westus"], in: folder)
    #expect(second.code == 0, "\(second.output)")
    #expect(try names(".built", in: folder) == Self.locations)
    for location in Self.locations {
      #expect(try folder.read(location + ".built") == "x\n", "\(location) was built twice")
    }
  }

  /// None goes on before all have begun, which one after the other never would.
  @Test(.timeLimit(.minutes(10))) func allLocationsAtOnce() async throws {
    let folder = try TemporaryFolder()
    let ending = try await build(
      [
        "touch {{user `folder`}}/$PACKER_BUILD_NAME.begun",
        "n=0",
        "while test $(ls {{user `folder`}}/*.begun | wc -l) -lt 5; do n=$((n+1)); test $n -lt 300 || exit 9; sleep 0.1; done",
      ], in: folder)
    #expect(ending.code == 0, "\(ending.output)")
  }

  /// So the build's script refuses a location without a builder itself.
  @Test func aNameThatNoBuilderHasIsPassedOver() async throws {
    let folder = try TemporaryFolder()
    #expect(try await build(work, ["-only=nosuch"], in: folder).code == 0)
    #expect(try names(".built", in: folder).isEmpty)
  }

  /// What `disable-cleanup` becomes.
  @Test func abortLeavesThingsBehind() async throws {
    let folder = try TemporaryFolder()
    let abort = try await build(["false"], ["-on-error=abort", "-only=eastus"], in: folder)
    #expect(abort.code == 1)
    #expect(abort.output.contains("aborting"))
    let cleanup = try await build(["false"], ["-on-error=cleanup", "-only=eastus"], in: folder)
    #expect(cleanup.code == 1)
    #expect(!cleanup.output.contains("aborting"))
  }

  @Test func aSecretIsHidden() async throws {
    let folder = try TemporaryFolder()
    let ending = try await build(["echo it is {{user `client_secret`}}"], ["-only=eastus"], in: folder)
    #expect(ending.code == 0)
    #expect(ending.output.contains("it is <sensitive>"))
    #expect(!(ending.output + ending.errors).contains("secret-4f1c"))
  }

  /// So a config's value with double braces is refused before Packer sees it.
  @Test func aPlaceholderInAValueIsExpanded() async throws {
    let folder = try TemporaryFolder()
    let ending = try await build(
      ["echo {{user `client_secret`}} > {{user `folder`}}/leak"], ["-only=eastus"], in: folder)
    #expect(ending.code == 0)
    #expect(try folder.read("leak") == "secret-4f1c\n")
  }
}
