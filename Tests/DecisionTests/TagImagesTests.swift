import AzureStandIn
import Document
import TestSupport
import Testing

@Suite("tag-images, with a stand-in of Azure and of the task's proxy") struct TagImagesTests {
  static let image = "gecko-t-win10-64-2004-eastus-20h1-evd-5db26eb"
  static let other = "gecko-t-win10-64-2004-westus-20h1-evd-5db26eb"

  private func run(_ azure: AzureStandIn, _ arguments: [String]) async throws -> Program.Ending {
    let common = [
      "tag-images", "--environment", "production", "--resource-group", "rg", "--key", "win10-64-2004",
      "--deployment-id",
      "5db26eb", "--login-endpoint", azure.url, "--azure-endpoint", azure.url,
    ]
    let ending = try await Program.run(
      common + arguments,
      environment: ["TASKCLUSTER_PROXY_URL": azure.url, "TASKCLUSTER_SECRET": "project/relops/image-builder/dev"])
    for value in azure.account.values { #expect(!(ending.output + ending.errors).contains(value)) }
    return ending
  }

  @Test("the images get their tags, and images.json says where they are")
  func tagged() async throws {
    let azure = try await AzureStandIn()
    azure.add(Self.image, in: "eastus", tags: ["machineImageTask": "fN1SbArXTPSVFNUvaOlinQ", "Project": "gecko"])
    let folder = try TemporaryFolder()
    let file = folder.path + "/artifacts/images.json"
    let ending = try await run(azure, ["--output", file, "eastus=\(Self.image)"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains("warning[no-stamp]"))
    #expect(azure.tags(of: Self.image)["imageKey"] == "win10-64-2004")
    #expect(azure.tags(of: Self.image)["Project"] == "gecko")
    let text = try folder.read("artifacts/images.json")
    for value in azure.account.values { #expect(!text.contains(value)) }
    let json = try JSON(parsing: Array(text.utf8))
    #expect(
      json["images"] == ["eastus": .string("/resourceGroups/rg/providers/Microsoft.Compute/images/\(Self.image)")])
    #expect(json["tags"]?["eastus"]?["deploymentId"] == "5db26eb")
  }

  @Test("a missing image is named, the others are tagged all the same, and the exit code is 65")
  func missing() async throws {
    let azure = try await AzureStandIn()
    azure.add(Self.image, in: "eastus")
    let ending = try await run(azure, ["eastus=\(Self.image)", "westus=\(Self.other)"])
    #expect(ending.code == 65)
    #expect(ending.errors.contains("there is no image `\(Self.other)`"))
    #expect(try JSON(parsing: Array(ending.output.utf8))["images"]?.object?.keys == ["eastus"])
  }

  @Test("a server that fails is asked again, with a word about it")
  func retried() async throws {
    let azure = try await AzureStandIn()
    azure.add(Self.image, in: "eastus")
    azure.fail(.init("PATCH", .status(503)), .init("secret/", .status(503)))
    let ending = try await run(azure, ["eastus=\(Self.image)"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("trying again"))
    #expect(azure.tags(of: Self.image)["environment"] == "production")
  }

  @Test("what is wrong with the secret is said by name")
  func secret() async throws {
    let azure = try await AzureStandIn()
    azure.setSecret("project/relops/image-builder/dev", ["relops_azure": ["tenant_id": "tenant-of-ours"]])
    let empty = try await run(azure, ["eastus=\(Self.image)"])
    #expect(empty.code == 78)
    for path in ["packer.app_id", "packer.password", "subscription_id"] {
      #expect(empty.errors.contains("`relops_azure.\(path)`"))
    }
    #expect(!empty.errors.contains("tenant-of-ours"))
    azure.setSecret("project/relops/image-builder/dev", nil)
    let none = try await run(azure, ["eastus=\(Self.image)"])
    #expect(none.code == 78)
    #expect(none.errors.contains("there is no secret `project/relops/image-builder/dev`"))
  }

  @Test(
    "what is wrong with the arguments is said together, before anybody is asked",
    arguments: [
      ["eastus"], ["eastus=a", "eastus=b"], ["East US=a"],
    ])
  func arguments(_ images: [String]) async throws {
    let azure = try await AzureStandIn()
    let ending = try await run(azure, images)
    #expect(ending.code == 64)
    #expect(ending.errors.contains("error[image-argument]"))
    #expect(azure.count("") == 0)
  }
}
