import Diagnostics
import Document
import FoundationEssentials
import ImageConfig
import JSONE
import TestSupport
import Testing

/// The scripts of the workers, held against the kinds that run them. No PowerShell runs here: a grammar reads them.
struct ScriptTests {
  static let scripts = ["build-packer-image.ps1", "verify-worker-image.ps1"]

  private func script(_ name: String) throws -> String { try Checkout.text("taskcluster/scripts/\(name)") }

  private func payload(of kind: String) throws -> Node {
    let file = SourceFile(name: "\(kind).yml", text: try Checkout.text("taskcluster/kinds/\(kind).yml"))
    return try #require(try Node(yaml: file)["task"]?["payload"])
  }

  /// Also every script within the Packer template.
  @Test func theyParse() async throws {
    guard let python = Tool.python else { return }
    let folder = try TemporaryFolder()
    for name in Self.scripts { try folder.write(try script(name), to: name) }
    for key in ["win10-64", "trusted-win2012r2-64"] {
      for text in [Fixture.first, Fixture.second] {
        let image = try Fixture.load(text, as: key).image(in: "production")
        let value = try #require(try Fixture.template().render(Fixture.context(image, "production")))
        for (index, provisioner) in (value["provisioners"]?.array ?? []).enumerated() {
          guard let lines = provisioner["inline"]?.array?.compactMap(\.string) else { continue }
          try folder.write(lines.joined(separator: "\n"), to: "\(key)-\(text.utf8.count)-\(index).ps1")
        }
      }
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files.count > 20)
    let ending = try await Program.run(
      python, [Checkout.root + "/Tests/Tools/powershell_syntax.py"] + files, at: folder.path)
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
  }

  /// The grammar does refuse what is wrong.
  @Test(arguments: ["if ($a {", "function f( { }", "$x = @{ a = }", "foreach ($a of $b) {}", "'open"])
  func theGrammarRefuses(text: String) async throws {
    guard let python = Tool.python else { return }
    let folder = try TemporaryFolder()
    try folder.write(text, to: "a.ps1")
    let ending = try await Program.run(
      python, [Checkout.root + "/Tests/Tools/powershell_syntax.py", "a.ps1"], at: folder.path)
    #expect(ending.code == 1, "\(ending.errors)")
  }

  @Test(arguments: scripts)
  func strict(name: String) throws {
    let text = try script(name)
    #expect(text.contains("\nSet-StrictMode -Version 3.0\n$ErrorActionPreference = 'Stop'\n"))
    #expect(!text.contains("Install-Module"))
    #expect(!text.contains("Invoke-Expression"))
    #expect(text.allSatisfy { $0.isASCII }, "Windows PowerShell 5.1 reads a file without a byte order mark as ANSI")
  }

  /// The exit code that asks for another run is the one that the task is retried on.
  @Test func retryCode() throws {
    let codes = try payload(of: "packer-image")["onExitStatus"]?["retry"]?.array?.compactMap { $0.json.int }
    let code = try #require(try script("build-packer-image.ps1").firstMatch(of: /\$TryAgain = ([0-9]+)/)?.1)
    #expect(codes?.map(String.init) == [String(code)])
  }

  /// Packer is interrupted early enough to clean up before the worker ends the task.
  @Test func timeLimit() throws {
    let node = try #require(try payload(of: "packer-image")["maxRunTime"])
    let seconds = try #require(try Template(node).render(Context())?.int)
    let text = try script("build-packer-image.ps1")
    let limit = try #require(text.firstMatch(of: /\$TimeLimitMinutes = ([0-9]+)/).flatMap { Int($0.1) })
    let grace = try #require(text.firstMatch(of: /\$GraceMinutes = ([0-9]+)/).flatMap { Int($0.1) })
    #expect((limit + grace) * 60 < seconds)
    #expect(grace >= 20)
  }

  /// Every parameter that a kind's command gives is one of its script.
  @Test(arguments: [("packer-image", "build-packer-image.ps1"), ("verify-image", "verify-worker-image.ps1")])
  func parameters(kind: String, name: String) throws {
    let command = try #require(try payload(of: kind)["command"]).json.text()
    let given = try #require(command.split(separator: name).last).matches(of: #/ -([A-Z][A-Za-z]+)/#).map {
      String($0.1)
    }
    let known = try script(name).matches(of: /\] \$([A-Z][A-Za-z]+)/).map { String($0.1) }
    #expect(!given.isEmpty)
    #expect(Set(given).isSubset(of: known))
  }
}
