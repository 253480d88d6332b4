import Diagnostics
import Document
import ImageConfig
import Testing

/// Configs of a project that builds on several clouds: which fields there are is a matter of the sections.
struct CloudTests {
  static let linux = """
    aws: {locations: [US-West-2, eu-central-1], instance_type: m6i.large, image_name: linux-b7}
    gcp: {locations: [europe-west4-a], disk: 40, secure: true}
    image: {release: 12.10, minor: 7}

    """

  private func file(_ text: String, as key: String = "linux", defaults: String? = nil) throws -> ImageFile {
    var files = [key + ".yaml": text]
    files["defaults.yaml"] = defaults
    let tree = MemoryFileTree(Dictionary(uniqueKeysWithValues: files.map { ("config/" + $0, Array($1.utf8)) }))
    let names = ProjectNames(
      platforms: ["azure", "aws", "gcp"], provisioners: ["gecko-t"], environments: ["production", "staging"])
    return try Fixture.load(key, in: ImageCatalog(tree: tree, names: names))
  }

  @Test func placements() throws {
    let image = try file(Self.linux).image(in: "production")
    #expect(
      image.placements.map { "\($0.platform): \($0.locations)" } == [
        #"aws: ["eu-central-1", "us-west-2"]"#, #"gcp: ["europe-west4-a"]"#,
      ])
    #expect(image.locations == ["eu-central-1", "europe-west4-a", "us-west-2"])
    #expect(
      image.imageNames == [
        "eu-central-1": "linux-b7-eu-central-1", "us-west-2": "linux-b7-us-west-2",
        "europe-west4-a": "linux-europe-west4-a",
      ])
    #expect(image.isBuilt(in: "us-west-2", on: "aws"))
    #expect(!image.isBuilt(in: "us-west-2", on: "gcp"))
    #expect(image.pools.isEmpty)
  }

  @Test("what JSON would write as another number stays text; the section of a cloud without the key is null")
  func values() throws {
    #expect(
      try file(Self.linux).image(in: "production").config.text() == """
        {"aws":{"image_name":"linux-b7","instance_type":"m6i.large","locations":["eu-central-1","us-west-2"],"tags":null},\
        "azure":null,\
        "gcp":{"disk":40,"image_name":null,"locations":["europe-west4-a"],"secure":true,"tags":null},\
        "image":{"minor":7,"release":"12.10"},"vm":null}
        """)
  }

  @Test("a key on Azure among others has Azure's fields, all of them")
  func azureAmongOthers() throws {
    let both = Fixture.first + "aws: {locations: [us-west-2]}\n"
    let image = try file(both).image(in: "production")
    #expect(image.placements.map(\.platform) == ["azure", "aws"])
    #expect(image.imageNames["eastus"] == "gecko-t-win10-64-eastus-20h1-evd-5db26eb")
    #expect(image.imageNames["us-west-2"] == "linux-us-west-2")
    #expect(image.pools == ["gecko-t/win10-64"])
    #expect(throws: Failure.self) { try file(both.replacing("sku:", with: "skew:")) }
  }

  @Test("the defaults say how, the key's own file says that; `~` takes it back")
  func defaults() throws {
    let defaults = """
      aws: {locations: [us-east-1], instance_type: t3.small}
      gcp: {locations: [us-central1]}
      environments: {staging: {aws: {instance_type: t3.nano}}}
      """
    let file = try file("aws: {}\nenvironments: {staging: {gcp: {disk: 1}}}", defaults: defaults)
    #expect(file.image(in: "production").placements.map(\.platform) == ["aws"])
    #expect(file.image(in: "production").config["gcp"] == JSON.null)
    #expect(file.image(in: "staging").placements.map(\.platform) == ["aws", "gcp"])
    #expect(file.image(in: "staging").config["aws"]?["instance_type"] == "t3.nano")
    let without = try self.file("aws: {}\ngcp: {}\nenvironments: {staging: {aws: ~}}", defaults: defaults)
    #expect(without.image(in: "staging").placements.map(\.platform) == ["gcp"])
  }

  /// Text, what stands there instead, the id of the one error, and the text that it points at.
  static let mistakes: [(String, String, String, String)] = [
    ("gcp:", "gpc:", "unknown-field", "gpc"),
    ("locations: [europe-west4-a], ", "", "missing-field", "gcp"),
    ("europe-west4-a", "us-west-2", "shared-location", "[us-west-2]"),
    ("europe-west4-a", "-west", "invalid-text", "-west"),
    ("europe-west4-a", "us west", "invalid-text", "us west"),
    ("europe-west4-a", "eastus & calc", "invalid-text", "eastus & calc"),
    ("[europe-west4-a]", "{}", "wrong-type", "{}"),
    ("m6i.large", "'m6i; rm -rf /'", "invalid-text", "'m6i; rm -rf /'"),
    ("m6i.large", "../../etc", "invalid-text", "../../etc"),
    ("m6i.large", "--help", "invalid-text", "--help"),
    ("m6i.large", "[a, {b: $(id)}]", "invalid-text", "$(id)"),
    ("m6i.large", "'{{user `secret`}}'", "packer-placeholder", "'{{user `secret`}}'"),
    ("instance_type", "'a b'", "invalid-text", "'a b'"),
    ("linux-b7", String(repeating: "a", count: 80), "image-name", String(repeating: "a", count: 80)),
    ("minor: 7", "tags: {a b: c}", "invalid-text", "a b"),
    ("minor: 7", "tags: {a: \"b\\nc\"}", "invalid-text", "\"b\\nc\""),
  ]

  @Test(arguments: mistakes)
  func refused(text: String, replacement: String, id: String, place: String) throws {
    let range = try #require(Self.linux.firstRange(of: text))
    let config = Self.linux[..<range.lowerBound] + replacement + Self.linux[range.upperBound...]
    let failure = #expect(throws: Failure.self) { try file(String(config)) }
    #expect(failure?.diagnostics.map(\.id) == [id])
    let found = failure?.diagnostics.first?.place?.text ?? ""
    #expect(id == "missing-field" ? found.isEmpty || found == place : found == place)
  }

  @Test("a key that is built nowhere says so")
  func nowhere() throws {
    let failure = #expect(throws: Failure.self) { try file("image: {a: b}\n") }
    #expect(failure?.diagnostics.map(\.message) == ["one of the sections `azure`, `aws`, `gcp` is required"])
  }

  @Test("tags hold texts with spaces")
  func tags() throws {
    let image = try file(Self.linux.replacing("disk: 40", with: "tags: {Team: Release Engineering}")).image(
      in: "staging")
    #expect(image.config["gcp"]?["tags"]?["Team"] == "Release Engineering")
  }
}
