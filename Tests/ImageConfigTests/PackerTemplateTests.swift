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

  /// What the provisioners do, in their order, against cloud-image-builder's own templates.
  @Test(arguments: [
    ("win10-64", "packer-json-template.seed.json"), ("win2022-64", "packer-json-template.head.json"),
    ("win2012r2-64", "2012-packer-json-template.head.json"),
  ])
  func provisioners(key: String, theirs: String) throws {
    guard let text = try Shared.text("cib/\(theirs)") else { return }
    let config = key == "win10-64" ? Fixture.first : Fixture.second
    let steps = Self.steps(try render(config, as: key))
    #expect(steps == Self.steps(try JSON(parsing: Array(text.utf8))))
    #expect(steps.count > 10)
  }

  /// `bootstrap 2` is a step that runs it twice. Restarts in a row are one: theirs after WMF 5.1 are two.
  private static func steps(_ template: JSON) -> [String] {
    var steps: [String] = []
    for provisioner in template["provisioners"]?.array ?? [] {
      let script = (provisioner["inline"]?.array ?? []).compactMap(\.string).joined(separator: "\n")
      let runs = script.matches(of: /Invoke-Expression (\$bootstrap|.*(bootstrapscript|azure-bootstrap))/).count
      let known = ["chocolatey", "Set-ExecutionPolicy", "wusa", "Sysprep.exe"].first(where: script.contains)
      let step = runs > 0 ? "bootstrap \(runs)" : known ?? provisioner["type"]?.string ?? "nothing"
      if step != "windows-restart" || steps.last != step { steps.append(step) }
    }
    return steps
  }

  /// A server that comes with TLS 1.0 is told of a newer one before each download, whichever generation its key is of.
  @Test(arguments: [Fixture.first, Fixture.second]) func modernTLS(config: String) throws {
    for provisioner in try render(config, as: "win2012r2-64")["provisioners"]?.array ?? [] {
      let lines = (provisioner["inline"]?.array ?? []).compactMap(\.string)
      guard lines.contains(where: { $0.contains("Download") || $0.contains("WebRequest") }) else { continue }
      #expect(lines.first?.contains("Tls12") == true, "\(lines)")
    }
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
