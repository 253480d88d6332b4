import Document
import FoundationEssentials
import TestSupport
import Testing

/// The commands around the graph, as processes.
@Suite("Commands") struct CommandTests {
  // MARK: - lint

  @Test("lint corrects what is obvious, and says what it was")
  func lint() async throws {
    let message = "Include key: WIN10-64-2004.yaml\n"
    let ending = try await Program.run(["lint", "-"], input: message)
    #expect(ending.code == 65)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains("commit message:1:"))
    let fixed = try await Program.run(["lint", "--fix", "-"], input: message)
    #expect(fixed.code == 0, "\(fixed.errors)")
    #expect(fixed.output == "include keys: win10-64-2004\n")
    let json = try await Program.run(["lint", "--format", "json", "-"], input: message)
    #expect(json.code == 65)
    let diagnostics = try #require(JSON(parsing: Array(json.output.utf8)).array)
    #expect(!diagnostics.isEmpty)
    #expect(diagnostics.allSatisfy { $0["fix-its"]?.array?.isEmpty == false })
    #expect(try await Program.run(["lint", "--fix", "--format", "json", "-"], input: message).code == 64)
  }

  @Test("what is wrong in a file with a message says which file")
  func messageFile() async throws {
    let folder = try TemporaryFolder()
    try folder.write("x\n\ninclude kyes: win10-64-2004\n", to: "message.txt")
    let path = folder.path + "/message.txt"
    for arguments in [["preview", "--message-file", path], ["export", "--message-file", path], ["lint", path]] {
      let ending = try await Program.run(arguments)
      #expect(ending.code == 65)
      #expect(ending.errors.contains(" --> \(path):3:1\n"), "\(ending.errors)")
    }
  }

  // MARK: - check

  @Test("check finds this project good, and says all that is wrong with another")
  func check() async throws {
    let good = try await Program.run(["check"])
    #expect(good.code == 0, "\(good.errors)")
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try folder.write("image: {sku: [1]\n", to: "config/broken.yaml")
    let kind = try folder.read("taskcluster/kinds/tag-image.yml")
    try folder.write(kind.replacing("maxRunTime:", with: "maxRuntime:"), to: "taskcluster/kinds/tag-image.yml")
    let bad = try await Program.run(["check", "--root", folder.path])
    #expect(bad.code == 78)
    #expect(bad.errors.contains("config/broken.yaml:"))
    #expect(bad.errors.contains("taskcluster/kinds/tag-image.yml:"))
    #expect(bad.errors.contains("did you mean `maxRunTime`?"))
  }

  // MARK: - render

  @Test("render is JSON-e: YAML in, JSON out; an error has its place and exit code 65")
  func render() async throws {
    let folder = try TemporaryFolder()
    try folder.write("greeting: hello ${name}\nwhen: {$fromNow: 1 day}\n", to: "t.yml")
    try folder.write("name: world\n", to: "c.yml")
    let arguments = ["render", folder.path + "/t.yml", "--context", folder.path + "/c.yml"]
    let ending = try await Program.run(arguments + ["--now", "2026-01-31T12:00:00Z"])
    #expect(ending.output == "{\n  \"greeting\": \"hello world\",\n  \"when\": \"2026-02-01T12:00:00.000Z\"\n}\n")
    let kind = try await Program.run(arguments + ["--tasks-for", "push"])
    #expect(kind.code == 64)
    #expect(kind.errors.contains("--tasks-for is one of github-push, "))
    let piped = try await Program.run(
      ["render", "-", "--context", folder.path + "/c.yml"], input: "greeting: hello ${name}\n")
    #expect(piped.output == "{\n  \"greeting\": \"hello world\"\n}\n")
    try folder.write("greeting: hello ${nam}\n", to: "t.yml")
    let wrong = try await Program.run(arguments)
    #expect(wrong.code == 65)
    #expect(wrong.errors.contains("t.yml:1:19"))
  }

  struct Event: CustomTestStringConvertible, Sendable {
    let file: String
    let tasksFor: String
    let names: [String]
    var testDescription: String { "\(tasksFor), \(file)" }
  }

  static let events = [
    Event(file: "push.json", tasksFor: "github-push", names: ["decision"]),
    Event(file: "push.unicode.json", tasksFor: "github-push", names: ["check"]),
    Event(file: "push.skip-ci.json", tasksFor: "github-push", names: []),
    Event(file: "tag_push.json", tasksFor: "github-push", names: ["check"]),
    Event(file: "pull_request.open.json", tasksFor: "github-pull-request", names: ["check"]),
    Event(file: "release.json", tasksFor: "github-release", names: []),
  ]

  @Test(
    "real events: a push to the default branch decides, other pushes and pull requests check",
    .enabled(if: Shared.exists("taskcluster/webhooks")), arguments: events)
  func event(_ event: Event) async throws {
    let path = try #require(Shared.path("taskcluster/webhooks/" + event.file))
    let arguments = ["render", ".taskcluster.yml", "--event", path, "--now", "2026-01-31T12:00:00Z"]
    let ending = try await Program.run(arguments + ["--tasks-for", event.tasksFor])
    #expect(ending.code == 0, "\(ending.errors)")
    let tasks = try #require(JSON(parsing: Array(ending.output.utf8))["tasks"]?.array)
    #expect(tasks.compactMap { $0["metadata"]?["name"]?.string } == event.names)
    // The event says itself what it is.
    #expect(try await Program.run(arguments).output == ending.output)
    for task in tasks {
      #expect(task["schedulerId"] == "taskcluster-github")
      let isDecision = task["metadata"]?["name"] == "decision"
      #expect((task["scopes"]?.array?.isEmpty == false) == isDecision, "only the decision task may do anything")
    }
  }

  // MARK: - the command line itself

  @Test("mistakes of the command line end with 64, and no project with 78")
  func usage() async throws {
    for arguments in [
      ["preview", "--nonsense"], ["preview", "--now", "yesterday"], ["preview", "--message", "a", "--commit", "b"],
      ["preview", "--environment", "nowhere"], ["export", "--decision-task-id", "short"],
      ["rehearse", "--fault", "503:9"],
      ["preview", "--tasks", "("],
    ] {
      let ending = try await Program.run(arguments + (arguments.contains("--message") ? [] : ["--message", "x"]))
      #expect(ending.code == 64, "\(arguments): \(ending.errors)")
      #expect(!ending.errors.isEmpty)
    }
    let nowhere = try await Program.run(["preview", "--message", "x"], at: "/")
    #expect(nowhere.code == 78)
    #expect(nowhere.errors.contains("no-root"))
  }

  @Test(
    "a filter that can show nothing is a mistake of usage", arguments: ["preview", "export"],
    [
      (["--kind", "packer-imgae"], "did you mean `packer-image`?"),
      (["--kind", "zzz"], "known are packer-image, tag-image, verify-image"),
      (["--tasks", "["], "Error: --tasks is a regular expression"),
    ])
  func filters(command: String, row: (options: [String], words: String)) async throws {
    let ending = try await Program.run([command, "--message", Example.message] + row.options)
    #expect(ending.code == 64)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(row.words), "\(ending.errors)")
    if row.options[0] == "--tasks" { #expect(ending.errors.contains("Usage: decision \(command) ")) }
  }
}
