import Document
import FoundationEssentials
import TestSupport
import Testing

/// `--help` and the manual pages that are made of it.
@Suite("Help") struct HelpTests {
  /// Every command, as the words that name it, from what the program says of itself.
  private func commands() async throws -> [[String]] {
    let dump = try await Program.run(["--experimental-dump-help"])
    func below(_ command: JSON?, _ path: [String]) -> [[String]] {
      let own = (command?["subcommands"]?.array ?? []).filter { $0["commandName"] != "help" }
      return [path] + own.flatMap { below($0, path + [$0["commandName"]?.string ?? ""]) }
    }
    return below(try JSON(parsing: dump.output.utf8)["command"], [])
  }

  @Test("a page fits 80 columns, has examples, and says how the command may end")
  func pages() async throws {
    let commands = try await commands()
    #expect(commands.count > 15)
    for command in commands {
      let help = try await Program.run(command + ["--help"], environment: ["COLUMNS": "80"])
      #expect(help.code == 0 && help.errors.isEmpty, "\(command)")
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(command): \(help.output)")
      #expect(help.output.contains("\nEXAMPLES\n  "), "\(command)")
      #expect(help.output.contains("\nEXIT CODES\n  0   good\n  64  the command line is wrong\n"), "\(command)")
      #expect(help.output.contains("  70  a bug of this program\n"), "\(command)")
    }
  }

  /// What needs a cluster or Azure: its examples get as far as that.
  private static let talksToServices: [(start: String, error: String)] = [
    ("decision submit", "error[no-root-url]"), ("decision packer build", "error[no-secret-name]"),
    ("decision tag-images", "error[no-secret-name]"),
  ]

  @Test("every example runs as it stands") func examples() async throws {
    let folder = try await checkout()
    for command in try await commands() {
      let help = try await Program.run(command + ["--help"], environment: ["COLUMNS": "80"])
      let examples = try #require(help.output.firstRange(of: "\nEXAMPLES\n"))
      let end = try #require(help.output.firstRange(of: "\nEXIT CODES\n"))
      let lines = help.output[examples.upperBound..<end.lowerBound].replacing("\\\n", with: "")
      for line in lines.split(separator: "\n") where !line.hasPrefix("  #") {
        let example = line.drop { $0 == " " }
        let ending = try await Program.run(
          "bash", ["-o", "pipefail", "-c", String(example)],
          environment: ["PATH": folder.path + "/bin:/usr/local/bin:/usr/bin:/bin", "HOME": folder.path + "/home"],
          at: folder.path)
        if let service = Self.talksToServices.first(where: { example.hasPrefix($0.start) }) {
          #expect(ending.code == 64 && ending.errors.contains(service.error), "\(example): \(ending.errors)")
        } else {
          #expect(ending.code == 0, "\(example): \(ending.errors)")
        }
      }
    }
  }

  /// A checkout with two branches and the files that examples speak of.
  private func checkout() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try folder.write(try Checkout.text(".taskcluster.yml"), to: ".taskcluster.yml")
    try folder.write("include keys: win10-64-2004\n", to: "message.txt")
    try folder.write("hello: ${name}\n", to: "template.yml")
    try folder.write("name: world\n", to: "context.yml")
    try folder.write(Self.push, to: "push.json")
    let rendered = try await Program.run([
      "packer", "template", "win10-64-2004", "--environment", "production", "--root", folder.path,
    ])
    try folder.write(rendered.output, to: "packer-template.json")
    for completions in [".zfunc", ".config/fish/completions"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/home/\(completions)", withIntermediateDirectories: true)
    }
    // Programs of which only the place in the line matters: Packer is slow, and is asked elsewhere.
    for (name, script) in [("packer", "exit 0"), ("jq", "exec python3 -c 'import json, sys; json.load(sys.stdin)'")] {
      try folder.write("#!/bin/sh\n\(script)\n", to: "bin/\(name)")
      _ = try await Program.run("chmod", ["+x", "\(folder.path)/bin/\(name)"])
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/bin/decision", withDestinationPath: Program.path)
    try await folder.commitAll("include keys: win10-64-2004")
    try await folder.git("checkout", "-q", "-b", "topic")
    try await folder.commitNothing("include keys: win10-64-2004-gpu")
    return folder
  }

  private static let push = """
    {"ref": "refs/heads/main", "after": "0000000000000000000000000000000000000001", "deleted": false,
     "head_commit": {"id": "0000000000000000000000000000000000000001", "message": "start"},
     "commits": [{"message": "start"}], "pusher": {"name": "a", "email": "a@example.com"},
     "sender": {"login": "a"},
     "repository": {"name": "images", "full_name": "example/images", "default_branch": "main",
       "html_url": "https://github.com/example/images", "clone_url": "https://github.com/example/images.git"}}
    """

  @Test("the manual pages in docs/man say what the program says", .enabled(if: Tool.isInstalled("python3")))
  func manuals() async throws {
    let check = try await Program.run("python3", [".ci/manuals.py", Program.path, "--check"])
    #expect(check.code == 0, "\(check.output)\(check.errors)")
  }

  private static var manuals: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: Checkout.root + "/docs/man").sorted().map { "docs/man/\($0)" }
    }
  }

  @Test("mandoc finds nothing to say about the manual pages", .enabled(if: Tool.isInstalled("mandoc")))
  func lint() async throws {
    let lint = try await Program.run("mandoc", ["-Tlint"] + Self.manuals)
    #expect(lint.code == 0 && lint.output.isEmpty, "\(lint.output)")
  }
}
