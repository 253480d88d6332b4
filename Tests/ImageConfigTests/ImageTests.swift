import Diagnostics
import Document
import ImageConfig
import TestSupport
import Testing

struct ImageTests {
  @Test func firstGeneration() throws {
    let image = try Fixture.load(Fixture.first).image(in: "production")
    #expect(image.key == "win10-64")
    #expect(image.locations == ["eastus", "westus"])
    #expect(image.pools == ["gecko-t/win10-64"])
    #expect(
      image.imageNames == [
        "eastus": "gecko-t-win10-64-eastus-20h1-evd-5db26eb", "westus": "gecko-t-win10-64-westus-20h1-evd-5db26eb",
      ])
    #expect(
      image.config.text() == """
        {"azure":{"build_location":null,"locations":["eastus","westus"],\
        "managed_image_resource_group_name":"rg-images",\
        "managed_image_storage_account_type":"Standard_LRS"},\
        "image":{"offer":"Windows-10","publisher":"MicrosoftWindowsDesktop","sku":"20h1-evd","version":null},\
        "vm":{"disk_additional_size":30,"size":"Standard_F8s_v2","tags":{"Project":null,"base_image":null,\
        "deploymentId":"5db26eb","managed_by":"packer","sourceBranch":null,"sourceOrganisation":"mozilla-platform-ops",\
        "sourceRepository":"ronin_puppet","sourceRevision":"cloud_windows","workerType":"gecko-t-win10-64",\
        "worker_pool_id":null}}}
        """)
  }

  @Test func secondGeneration() throws {
    let image = try Fixture.load(Fixture.second, as: "win2022-64").image(in: "production")
    #expect(image.locations == ["centralus"])
    #expect(image.pools == ["gecko-1/win2022", "gecko-t/win2022-64"])
    #expect(image.imageNames == ["centralus": "win2022-64-centralus-2022-datacenter-0620052"])
    #expect(image.config["vm"]?["tags"]?["deploymentId"] == "0620052")
    #expect(image.config["image"]?["version"] == "latest")
  }

  @Test(arguments: [
    ("win10-64", "5db26eb"), ("win10-64-alpha", "alpha"), ("win10-64-alpha2", "alpha2"), ("win10-beta", "beta"),
    ("win10-next", "next"), ("win10-next-beta", "beta"), ("win10-beta-alpha", "alpha"), ("alpha2-beta", "alpha2"),
  ])
  func lastPartOfTheName(key: String, last: String) throws {
    let image = try Fixture.load(Fixture.first, as: key).image(in: "production")
    #expect(image.imageNames["eastus"] == "gecko-t-win10-64-eastus-20h1-evd-\(last)")
  }

  @Test(arguments: [
    ("gecko-t-win10-64-2004-gpu", ["gecko-t/win10-64-2004-gpu"]), ("gecko-x", ["gecko/x"]),
    ("relops-3-win", ["relops-3/win"]),
    ("gecko-t-", ["gecko/t-"]), ("gecko-", []), ("other-win10", []), ("geckowin10", []), ("gecko-3-a.b", []),
  ])
  func poolOfAWorkerType(workerType: String, pools: [String]) throws {
    let text = Fixture.first.replacing("gecko-t-win10-64", with: workerType)
    #expect(try Fixture.load(text).image(in: "production").pools == pools)
  }

  @Test(arguments: ["72e7832", "0620052", "no", "0x1F", "1.50", "12345678901234567890", "true", ".5", "2020-01-01"])
  func textStaysAsItWasWritten(id: String) throws {
    for written in [id, "'\(id)'", "\"\(id)\" # comment"] {
      let image = try Fixture.load(Fixture.first.replacing("5db26eb", with: written)).image(in: "production")
      #expect(image.config["vm"]?["tags"]?["deploymentId"] == .string(id))
    }
  }

  @Test(arguments: [
    "[westus, eastus]", "[West US, EASTUS]", "['East US', \"west us\"]", "\n    - eastus\n    - westus\n",
  ])
  func locationsInOneSpelling(list: String) throws {
    let text = Fixture.first.replacing("[westus, eastus]", with: list)
    let file = try Fixture.load(text)
    #expect(file.image(in: "production").locations == ["eastus", "westus"])
    #expect(file.warnings.isEmpty)
  }

  @Test func repeatedLocation() throws {
    let file = try Fixture.load(Fixture.first.replacing("[westus, eastus]", with: "[eastus, East US]"))
    #expect(file.image(in: "production").locations == ["eastus"])
    #expect(file.warnings.map(\.id) == ["repeated-item"])
    #expect(file.warnings.first?.place?.text == "East US")
    #expect(file.warnings.first?.severity == .warning)
  }

  /// Of Azure's kinds of disks, Packer 1.6.6 has no standard SSD.
  @Test func storageTypeThatPackerLacks() throws {
    let file = try Fixture.load(Fixture.first.replacing("Standard_LRS", with: "StandardSSD_LRS"))
    #expect(file.image(in: "production").config["azure"]?["managed_image_storage_account_type"] == "Standard_LRS")
    #expect(file.warnings.map(\.id) == ["storage-type"])
    #expect(file.warnings.first?.fixIts.map(\.replacement) == ["Standard_LRS"])
  }

  @Test func explicitNullIsAbsent() throws {
    let file = try Fixture.load(Fixture.first.replacing("disk_additional_size: 30", with: "disk_additional_size: ~"))
    #expect(file.image(in: "production").config["vm"]?["disk_additional_size"] == JSON.null)
  }

  /// What the script of cloud-image-builder set for its templates.
  @Test func scriptEnvironment() throws {
    let now = Timestamp(milliseconds: 1_700_000_000_123)
    let first = try Fixture.load(Fixture.first).image(in: "production")
    let environment = try #require(ScriptEnvironment(first, in: "eastus", now: now)).variables
    let values = Dictionary(uniqueKeysWithValues: environment.map { ($0.name, $0.value) })
    #expect(values["managed_image_name"] == "gecko-t-win10-64-eastus-20h1-evd-5db26eb")
    #expect(values["temp_resource_group_name"] == "pkr-win10-64-eastus-1700000000")
    #expect(values["disk_additional_size"] == "30")
    #expect(values["image_version"] == "latest")
    #expect(
      values["bootstrapscript"]
        == "https://raw.githubusercontent.com/mozilla-platform-ops/ronin_puppet/cloud_windows/provisioners/windows/azure/"
        + "azure-bootstrap.ps1"
    )
    #expect(ScriptEnvironment(first, in: "uksouth", now: now) == nil)
  }

  /// Each variable that a template of theirs reads is there, but for the secrets.
  @Test(arguments: [
    "packer-json-template.seed.json", "packer-json-template.head.json", "2012-packer-json-template.head.json",
  ])
  func everyVariableOfTheirTemplates(name: String) throws {
    guard let text = try Shared.text("cib/\(name)") else { return }
    let image = try Fixture.load(Fixture.second).image(in: "production")
    let environment = try #require(ScriptEnvironment(image, in: "centralus", now: Timestamp(milliseconds: 0))).variables
    let read = text.matches(of: /{{env `([^`]+)`}}/).map { String($0.1) }
    #expect(read.count > 15)
    #expect(
      Set(read).subtracting(environment.map(\.name)) == ["client_id", "client_secret", "tenant_id", "subscription_id"])
  }
}
