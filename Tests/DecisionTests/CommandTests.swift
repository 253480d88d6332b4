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
  }

  @Test("the hook stops a commit whose message has errors, and no hook of somebody else is overwritten")
  func hook() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let git = ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@example.com"]
    _ = try await Program.run("git", ["-C", folder.path, "init", "-q"])
    let install = try await Program.run(["lint", "--install-hook", "--root", folder.path])
    #expect(install.code == 0, "\(install.errors)")
    let path = URL(filePath: Program.path).deletingLastPathComponent().path + ":/usr/bin:/bin"
    func commit(_ message: String, _ more: [String] = []) async throws -> Int32 {
      try await Program.run(
        "git", git + ["commit", "-q", "--allow-empty", "-m", message] + more, environment: ["PATH": path],
        at: folder.path
      ).code
    }
    #expect(try await commit("include-keys: win10-64-2004") != 0)
    #expect(try await commit("include-keys: win10-64-2004", ["--no-verify"]) == 0)
    #expect(try await commit("include keys: win10-64-2004") == 0)
    #expect(try await Program.run(["lint", "--install-hook", "--root", folder.path]).code == 0)
    try folder.write("#!/bin/sh\nexit 0\n", to: ".git/hooks/commit-msg")
    let foreign = try await Program.run(["lint", "--install-hook", "--root", folder.path])
    #expect(foreign.code == 78)
    #expect(foreign.errors.contains("foreign-hook"))
    #expect(try folder.read(".git/hooks/commit-msg") == "#!/bin/sh\nexit 0\n")
  }

  @Test("the hook works with core.hooksPath, from a subfolder, in a worktree, and where decision is not on PATH")
  func hookElsewhere() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    @Sendable func git(_ arguments: [String], at place: String = "") async throws -> Int32 {
      let names = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
      return try await Program.run(
        "git", names + arguments, environment: ["PATH": "/usr/bin:/bin"], at: folder.path + place
      ).code
    }
    #expect(try await git(["init", "-q"]) == 0)
    #expect(try await git(["add", "."]) == 0)
    #expect(try await git(["commit", "-qm", "seed"]) == 0)
    #expect(try await git(["config", "core.hooksPath", ".githooks"]) == 0)
    let install = try await Program.run(["lint", "--install-hook"], at: folder.path + "/config")
    #expect(install.code == 0, "\(install.errors)")
    #expect(try folder.read(".githooks/commit-msg").contains("lint --edited"))
    #expect(try await git(["commit", "-q", "--allow-empty", "-m", "no -ci"], at: "/config") != 0)
    #expect(try await git(["commit", "-q", "--allow-empty", "-m", "no-ci"], at: "/config") == 0)
    #expect(try await git(["config", "--unset", "core.hooksPath"]) == 0)
    #expect(try await git(["worktree", "add", "-q", "elsewhere"]) == 0)
    #expect(try await Program.run(["lint", "--install-hook"], at: folder.path + "/elsewhere").code == 0)
    #expect(try await git(["commit", "-q", "--allow-empty", "-m", "no -ci"], at: "/elsewhere") != 0)
    // What an editor shows of the change is no part of the message.
    let scissors = "x\n# no -ci\n# ------------------------ >8 ------------------------\nno -ci\n"
    try folder.write(scissors, to: "message")
    #expect(try await Program.run(["lint", "--edited", "message"], at: folder.path).code == 0)
    #expect(try await Program.run(["lint", "message"], at: folder.path).code == 65)
  }

  // MARK: - diff

  @Test("diff shows what changes by label and field, on a dirty tree, and checks nothing out")
  func diff() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let git = ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@example.com"]
    _ = try await Program.run("git", ["-C", folder.path, "init", "-q"])
    _ = try await Program.run("git", ["-C", folder.path, "add", "-A"])
    let message = "include keys: win10-64-2004\ninclude environments: staging"
    _ = try await Program.run("git", git + ["commit", "-q", "-m", message])
    let same = try await Program.run(["diff", "HEAD", "--root", folder.path])
    #expect(same.code == 0, "\(same.errors)")
    #expect(same.output == "no difference\n")

    let kind = try folder.read("taskcluster/kinds/packer-image.yml")
    try folder.write(
      kind.replacing("priority: high", with: "priority: medium"), to: "taskcluster/kinds/packer-image.yml")
    let changed = try await Program.run(["diff", "HEAD", "--root", folder.path])
    #expect(
      changed.output == """
        ~ packer-image-azure-win10-64-2004-staging
            priority: "high" → "medium"

        0 added, 0 removed, 1 changed

        """)
    let other = try await Program.run(
      ["diff", "HEAD", "--root", folder.path, "--message", "no-verify\n" + message, "--format", "json"])
    let json = try JSON(parsing: Array(other.output.utf8))
    #expect(json["removed"]?.array?.count == 1)
    #expect(try folder.read("taskcluster/kinds/packer-image.yml").contains("priority: medium"))
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
    #expect(bad.errors.contains("did you mean `maxRunTime`?") || bad.errors.contains("did you mean 'maxRunTime'?"))
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
    let ending = try await Program.run(["render", ".taskcluster.yml", "--event", path, "--tasks-for", event.tasksFor])
    #expect(ending.code == 0, "\(ending.errors)")
    let tasks = try #require(JSON(parsing: Array(ending.output.utf8))["tasks"]?.array)
    #expect(tasks.compactMap { $0["metadata"]?["name"]?.string } == event.names)
    for task in tasks {
      #expect(task["schedulerId"] == "taskcluster-github")
      let isDecision = task["metadata"]?["name"] == "decision"
      #expect((task["scopes"]?.array?.isEmpty == false) == isDecision, "only the decision task may do anything")
    }
  }

  // MARK: - preview --watch

  @Test("--watch shows the graph anew when a config changes, mistakes included")
  func watch() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let arguments = [
      "-c", "\"$@\" >\"$0/out\" 2>\"$0/err\" & echo $! > \"$0/pid\"; wait", folder.path, Program.path, "preview",
      "--watch", "--root", folder.path, "--message", "include keys: win10-64-2004",
    ]
    async let ending = Program.run("sh", arguments)
    func waitFor(_ text: String, in file: String) async throws {
      let limit = ContinuousClock.now + .seconds(300)
      while (try? folder.read(file).contains(text)) != true, ContinuousClock.now < limit {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try folder.read(file).contains(text), "\(file)")
    }
    try await waitFor("packer-image-azure-win10-64-2004-production", in: "out")
    let kind = try folder.read("taskcluster/kinds/packer-image.yml")
    try folder.write(kind.replacing("task:\n", with: "tsk:\n"), to: "taskcluster/kinds/packer-image.yml")
    try await waitFor("error[", in: "err")
    try folder.write(
      kind.replacing("[platform, key, environment]", with: "[platform, key, environment, location]"),
      to: "taskcluster/kinds/packer-image.yml")
    try await waitFor("packer-image-azure-win10-64-2004-production-eastus", in: "out")

    // A folder that is made later is watched as well.
    let shown = try folder.read("out").components(separatedBy: "production: ").count
    func waitForMore(_ number: Int) async throws {
      let limit = ContinuousClock.now + .seconds(300)
      func count() throws -> Int { try folder.read("out").components(separatedBy: "production: ").count }
      while try count() < shown + number, ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(20)) }
      #expect(try count() == shown + number)
    }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/taskcluster/later", withIntermediateDirectories: false)
    try await waitForMore(1)
    try folder.write("x", to: "taskcluster/later/file")
    try await waitForMore(2)
    try folder.write("image: [\n", to: "config/win10-64-2004.yaml")
    try await waitFor("config/win10-64-2004.yaml:", in: "err")
    _ = try await Program.run("kill", [try folder.read("pid").filter(\.isNumber)])
    _ = try await ending
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

  @Test("HEAD's message comes from git, and a merge says what it does not apply")
  func head() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let git = ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@example.com"]
    _ = try await Program.run("git", ["-C", folder.path, "init", "-q", "-b", "main"])
    _ = try await Program.run("git", ["-C", folder.path, "add", "-A"])
    _ = try await Program.run("git", git + ["commit", "-q", "-m", "start"])
    _ = try await Program.run("git", git + ["checkout", "-q", "-b", "topic"])
    _ = try await Program.run("git", git + ["commit", "-q", "--allow-empty", "-m", "include keys: win10-64-2004"])
    let topic = try await Program.run(["preview", "--format", "json", "--root", folder.path])
    #expect(try JSON(parsing: Array(topic.output.utf8))["tasks"]?.object?.count == 6)
    _ = try await Program.run("git", git + ["checkout", "-q", "main"])
    _ = try await Program.run("git", git + ["merge", "-q", "--no-ff", "-m", "Merge topic", "topic"])
    let merge = try await Program.run(["preview", "--root", folder.path])
    #expect(merge.code == 0)
    #expect(merge.errors.contains("warning[merged-instructions]"))
    #expect(merge.errors.contains("include keys: win10-64-2004"))
    let missing = try await Program.run(["preview", "--commit", "nothing", "--root", folder.path])
    #expect(missing.code == 65)
  }
}
