import Diagnostics
import Document
import ImageConfig
import Testing

struct ConfigErrorTests {
  /// Text of the sound config, what stands there instead, the errors, and the text that each points at.
  static let mistakes: [(String, String, [String], [String])] = [
    ("publisher:", "Publisher:", ["unknown-field"], ["Publisher"]),
    ("sku: 20h1-evd", "sku: [a]", ["wrong-type"], ["[a]"]),
    ("sku: 20h1-evd", "sku: ''", ["invalid-text"], ["''"]),
    ("sku: 20h1-evd", "sku: 20 h1", ["invalid-text"], ["20 h1"]),
    ("size: Standard_F8s_v2", "size: {a: b}", ["wrong-type"], ["{a: b}"]),
    ("size: Standard_F8s_v2", "size: ", ["missing-field"], [""]),
    ("disk_additional_size: 30", "disk_additional_size: 30.5", ["wrong-type"], ["30.5"]),
    ("disk_additional_size: 30", "disk_additional_size: 0", ["wrong-type"], ["0"]),
    ("disk_additional_size: 30", "disk_additional_size: 40000", ["wrong-type"], ["40000"]),
    ("disk_additional_size: 30", "disk_additional_size: .inf", ["wrong-type"], [".inf"]),
    ("disk_additional_size: 30", "disk_additional_size: '30'", ["wrong-type"], ["'30'"]),
    ("disk_additional_size: 30", "sku: 30", ["unknown-field"], ["sku"]),
    ("[westus, eastus]", "eastus", ["wrong-type"], ["eastus"]),
    ("[westus, eastus]", "[]", ["empty-list"], ["[]"]),
    ("[westus, eastus]", "[eastus & calc.exe, ok, {}]", ["invalid-text", "wrong-type"], ["eastus & calc.exe", "{}"]),
    ("[westus, eastus]", "[~]", ["invalid-text"], ["~"]),
    ("[westus, eastus]", "[../x]", ["invalid-text"], ["../x"]),
    ("Standard_LRS", "UltraSSD_LRS", ["invalid-text"], ["UltraSSD_LRS"]),
    ("rg-images", "rg-images.", ["invalid-text"], ["rg-images."]),
    ("rg-images", String(repeating: "r", count: 91), ["invalid-text"], [String(repeating: "r", count: 91)]),
    ("5db26eb", "'{{user `client_secret`}}'", ["packer-placeholder"], ["'{{user `client_secret`}}'"]),
    ("managed_by: packer", "managed_by: 'a}}b'", ["packer-placeholder"], ["'a}}b'"]),
    ("managed_by: packer", "managed_by: \"a\\nb\"", ["invalid-text"], ["\"a\\nb\""]),
    ("managed_by: packer", "managed_by: \"a\\u2028b\"", ["invalid-text"], ["\"a\\u2028b\""]),
    ("managed_by: packer", "managed_by: |\n      a\n", ["invalid-text"], ["|\n      a"]),
    ("5db26eb", "a;b", ["invalid-text"], ["a;b"]),
    ("ronin_puppet", "\"x') ; calc\"", ["invalid-text"], ["\"x') ; calc\""]),
    ("cloud_windows", "$(calc)", ["invalid-text"], ["$(calc)"]),
    ("5db26eb", "a/b", ["image-name"], ["a/b"]),
    ("5db26eb", String(repeating: "d", count: 60), ["image-name"], [String(repeating: "d", count: 60)]),
    ("5db26eb", "a-", ["image-name"], ["a-"]),
    ("workerType: gecko-t-win10-64", "Project: x", ["missing-field"], ["tags"]),
    ("workerType:", "worker_pool_id: a\n    workerType:", ["conflicting-fields"], ["a"]),
    ("sourceRevision:", "sourceBranch: a\n    sourceRevision:", ["conflicting-fields"], ["a"]),
    ("sourceRevision:", "sourceRevison:", ["unknown-field"], ["sourceRevison"]),
    ("  managed_by: packer", "  managed_by: packer\n  deploymentid: x", ["unknown-field"], ["deploymentid"]),
    ("vm:", "vm: 5\nx-vm:", ["wrong-type", "unknown-field"], ["5", "x-vm"]),
    ("vm:", "pools: gecko-t/x\nvm:", ["wrong-type"], ["gecko-t/x"]),
    ("vm:", "pools: [gecko-t]\nvm:", ["invalid-text"], ["gecko-t"]),
    (
      "vm:", "pools: [a/b/c, /b, a/, a b/c]\nvm:", ["invalid-text", "invalid-text", "invalid-text", "invalid-text"],
      ["a/b/c", "/b", "a/", "a b/c"]
    ),
    ("vm:", "environments: {prodction: {}}\nvm:", ["unknown-environment"], ["prodction"]),
    ("vm:", "environments: {staging: {environments: {}}}\nvm:", ["unknown-field"], ["environments"]),
    ("vm:", "environments: {staging: {vm: {siz: a}}}\nvm:", ["unknown-field"], ["siz"]),
    ("vm:", "environments: [staging]\nvm:", ["wrong-type"], ["[staging]"]),
    ("vm:", "image: {}\nvm:", ["duplicate-key"], ["image"]),
  ]

  @Test(arguments: mistakes)
  func refused(text: String, replacement: String, ids: [String], places: [String]) throws {
    let range = try #require(Fixture.first.firstRange(of: text))
    let config = Fixture.first[..<range.lowerBound] + replacement + Fixture.first[range.upperBound...]
    let failure = #expect(throws: Failure.self) { try Fixture.load(String(config)) }
    let errors = failure?.diagnostics ?? []
    #expect(errors.map(\.id) == ids)
    #expect(errors.map { $0.place?.text } == places)
    #expect(errors.allSatisfy { $0.place?.file.name == "config/win10-64.yaml" })
    #expect(failure?.exitCode == .configuration)
  }

  @Test(arguments: [
    ("  sku: 5", "`sku` belongs under `image`"), ("  sized: 5", "did you mean `size`?"),
    ("  pools: [a/b]", "`pools` stands at the top of the file"),
    ("  zzz: 5", "known are `disk_additional_size`, `size`, `tags`"),
  ])
  func unknownFields(line: String, help: String) throws {
    let failure = #expect(throws: Failure.self) {
      try Fixture.load(Fixture.first.replacing("vm:\n", with: "vm:\n\(line)\n"))
    }
    #expect(failure?.diagnostics.map(\.help) == [help])
  }

  /// All that is wrong is said at once.
  @Test func everythingAtOnce() throws {
    let text = Fixture.first.replacing("sku: 20h1-evd", with: "sku: a b").replacing("size: S", with: "siez: S")
      .replacing("[westus, eastus]", with: "x")
    let failure = #expect(throws: Failure.self) { try Fixture.load(text) }
    #expect(failure?.diagnostics.count == 3)
  }

  @Test(arguments: ["", "[]", "text", "a: [", "\u{0}"])
  func noConfigAtAll(text: String) {
    #expect(throws: Failure.self) { try Fixture.load(text) }
  }

  /// Nothing that is written in any place of a config ends the process, and nothing gets past the rules.
  @Test(arguments: ["{{x}}", "a\nb", "../..", "$(x)", "'; x", "\u{202e}", "%PATH%", "a|b", "`x`"])
  func hostileEverywhere(text: String) throws {
    let quoted = "\"" + text.replacing("\n", with: "\\n") + "\""
    for line in Fixture.first.split(separator: "\n") {
      guard let colon = line.firstRange(of: ": "), !line.contains("["), !line.contains("{") else { continue }
      let hostile = Fixture.first.replacing(line, with: line[..<colon.upperBound] + quoted)
      guard let file = try? Fixture.load(hostile) else { continue }
      // Only tags that nothing else is made of are free, and those without placeholders and line ends.
      #expect(
        line.contains("managed_by") || line.contains("deploymentId") || line.contains("source") && text == "../..")
      #expect(!file.image(in: "production").config.text().contains("{{"))
    }
  }
}
