import Diagnostics
import Document
import ImageConfig
import JSONE
import TestSupport
import Testing

/// The Packer template as the decision task renders it.
struct PackerTemplateTests {
  private func render(_ text: String, as key: String, environment: String = "production") throws -> JSON {
    let image = try Fixture.load(text, as: key).image(in: environment)
    return try #require(try Fixture.template().render(Fixture.context(image, environment)))
  }

  /// What it says depends on the config alone, so that its digest means something.
  @Test func seesTheConfigOnly() throws {
    let template = try Fixture.template()
    #expect(template.problems.isEmpty)
    #expect(
      template.freeNames.isSubset(of: [
        "platform", "key", "environment", "location", "pool", "image", "imageNames", "locations", "pools", "vars",
      ]))
  }

  @Test func firstGeneration() throws {
    try expectGolden(try render(Fixture.first, as: "win10-64").text(.pretty) + "\n", "first-generation.json")
  }

  @Test func secondGeneration() throws {
    try expectGolden(try render(Fixture.second, as: "win2022-64-alpha").text(.pretty) + "\n", "second-generation.json")
  }

  @Test func server2012() throws {
    try expectGolden(
      try render(Fixture.second, as: "trusted-win2012r2-64").text(.pretty) + "\n", "trusted-server-2012.json")
  }

  /// A location's digest is made of its own rendering: the other locations leave no trace in it.
  @Test func locationsAreApart() throws {
    let image = try Fixture.load(Fixture.first).image(in: "production")
    let template = try Fixture.template()
    let all = try #require(try template.render(Fixture.context(image, "production")))
    let one = try #require(try template.render(Fixture.context(image, "production", ["westus"])))
    #expect(one["builders"]?.array == all["builders"]?.array?.filter { $0["name"] == "westus" })
    #expect(one["provisioners"] == all["provisioners"])
    #expect(one["variables"] == all["variables"])
    #expect(one.object?.keys == all.object?.keys)
  }

  /// No secret is a value of the template: each is a variable of the environment, and hidden in Packer's output.
  @Test(arguments: [("win10-64", "subscription_id"), ("trusted-win10-64", "trusted_subscription_id")])
  func secrets(key: String, subscription: String) throws {
    let value = try render(Fixture.first, as: key)
    #expect(value["sensitive-variables"] == ["client_id", "client_secret", "tenant_id", "subscription_id"])
    for name in ["client_id", "client_secret", "tenant_id"] {
      #expect(value["variables"]?[name] == .string("{{env `\(name)`}}"))
    }
    #expect(value["variables"]?["subscription_id"] == .string("{{env `\(subscription)`}}"))
  }

  /// The longest key and location that a config may have.
  @Test func namesOfGroups() throws {
    let location = String(repeating: "l", count: 24)
    let key = String(repeating: "k", count: 50)
    let value = try render(
      Fixture.first.replacing("[westus, eastus]", with: "[\(location)]").replacing("gecko-t-win10-64", with: "w"),
      as: key)
    let name = try #require(value["builders"]?.array?.first?["temp_resource_group_name"]?.string)
    #expect(name.replacing("{{timestamp}}", with: "1234567890").utf8.count == 90)
  }

  @Test func tags() throws {
    let value = try render(Fixture.second, as: "win2022-64", environment: "staging")
    #expect(
      value["builders"]?.array?.first?["azure_tags"]?.object?.keys == [
        "base_image", "deploymentId", "environment", "imageKey", "machineImageCommitSha", "machineImageCommitTime",
        "machineImageTask", "managed_by", "sourceBranch", "sourceOrganisation", "sourceRepository", "worker_pool_id",
      ])
  }
}
