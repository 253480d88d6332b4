import Diagnostics
import Document
import ImageConfig
import Testing

/// Defaults lie under a file, what is said of one environment over both.
struct LayerTests {
  static let defaults = """
    azure: {managed_image_resource_group_name: rg-default, locations: [northeurope]}
    vm: {tags: {managed_by: everyone, Project: firefox}}
    environments:
      staging:
        azure: {managed_image_resource_group_name: rg-staging}
        vm: {size: Small}

    """

  private func image(_ text: String, in environment: String) throws -> Image {
    try Fixture.load("win10-64", in: Fixture.catalog(["win10-64.yaml": text, "defaults.yaml": Self.defaults]))
      .image(in: environment)
  }

  @Test func defaultsLieUnder() throws {
    let text = Fixture.first.replacing("  managed_image_resource_group_name: rg-images\n", with: "")
    let image = try image(text, in: "production")
    #expect(image.config["azure"]?["managed_image_resource_group_name"] == "rg-default")
    #expect(image.config["vm"]?["tags"]?["Project"] == "firefox")
    #expect(image.config["vm"]?["tags"]?["managed_by"] == "packer")
    #expect(image.config["vm"]?["size"] == "Standard_F8s_v2")
    #expect(image.locations == ["eastus", "westus"])
  }

  @Test func environmentsLieOver() throws {
    let text = Fixture.first + "environments: {staging: {azure: {locations: [uksouth]}, pools: [relops-3/test]}}"
    let image = try image(text, in: "staging")
    #expect(image.locations == ["uksouth"])
    #expect(image.pools == ["relops-3/test"])
    #expect(image.config["azure"]?["managed_image_resource_group_name"] == "rg-staging")
    #expect(image.config["vm"]?["size"] == "Small")
    let production = try self.image(text, in: "production")
    #expect(production.locations == ["eastus", "westus"])
    #expect(production.config["azure"]?["managed_image_resource_group_name"] == "rg-images")
  }

  @Test func nullTakesBack() throws {
    let image = try image(Fixture.first.replacing("managed_by", with: "Project: ~\n    managed_by"), in: "production")
    #expect(image.config["vm"]?["tags"]?["Project"] == JSON.null)
  }

  /// What is taken back with all that it holds is one mistake.
  @Test(arguments: ["{vm: ~}", "{vm: {tags: ~}}"]) func mappingTakenBack(override: String) throws {
    let text = Fixture.first + "environments: {staging: \(override)}"
    let failure = #expect(throws: Failure.self) { try Fixture.load(text) }
    let problem = override.contains("tags") ? "`vm.tags` is required" : "`vm` is required"
    #expect(failure?.diagnostics.map(\.message) == [problem])
    #expect(failure?.diagnostics.first?.place.map { $0.text } == "~")
    #expect(failure?.diagnostics.first?.context == ["environment staging"])
  }

  /// An error of one environment is found when the file is read, whichever is asked for.
  @Test func brokenOverride() throws {
    let text = Fixture.first + "environments: {staging: {vm: {size: ~}, azure: {managed_image_resource_group_name: ~}}}"
    let failure = #expect(throws: Failure.self) {
      try Fixture.load("win10-64", in: Fixture.catalog(["win10-64.yaml": text]))
    }
    #expect(
      failure?.diagnostics.map(\.message) == [
        "`azure.managed_image_resource_group_name` is required", "`vm.size` is required",
      ])
    #expect(failure?.diagnostics.compactMap { $0.place?.text } == ["~", "~"])
    #expect(failure?.diagnostics.map(\.context) == [["environment staging"], ["environment staging"]])
  }

  /// Where every environment says what is missing, nothing is.
  @Test func completeInEveryEnvironment() throws {
    let text =
      Fixture.first.replacing("  size: Standard_F8s_v2\n", with: "")
      + "environments: {staging: {vm: {size: A}}, production: {vm: {size: B}}}"
    let file = try Fixture.load(text)
    #expect(file.image(in: "staging").config["vm"]?["size"] == "A")
    #expect(file.image(in: "production").config["vm"]?["size"] == "B")
    #expect(throws: Failure.self) { try Fixture.load(text.replacing(", production: {vm: {size: B}}", with: "")) }
  }

  @Test func brokenDefaultsBreakEveryKey() throws {
    let catalog = try Fixture.catalog(["a.yaml": Fixture.first, "b.yaml": Fixture.first, "defaults.yaml": "vm: [1]"])
    for (_, result) in catalog.load(["a", "b"]) {
      let failure = #expect(throws: Failure.self) { try result.get() }
      #expect(failure?.diagnostics.map { $0.place?.file.name } == ["config/defaults.yaml"])
    }
  }

  @Test(arguments: ["", "# nothing yet\n", "---\n"])
  func emptyDefaults(text: String) throws {
    _ = try Fixture.load("a", in: Fixture.catalog(["a.yaml": Fixture.first, "defaults.yaml": text]))
  }
}
