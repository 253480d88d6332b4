import Document
import FoundationEssentials
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// A project unlike ours: Linux on two clouds, other workers, twelve environments on four deployments.
enum TwoClouds {
  static let root = Checkout.root + "/Tests/Projects/two-clouds"
}

@Suite("A project unlike ours") struct TwoCloudsTests {
  private func run(_ command: [String], _ message: String? = nil) async throws -> Program.Ending {
    try await Program.run(
      command + ["--root", TwoClouds.root]
        + (message.map { ["--message", $0] + Example.fixed } ?? []))
  }

  @Test("check finds nothing to say")
  func check() async throws {
    let ending = try await run(["check"])
    #expect(ending.code == 0)
    #expect(ending.errors.isEmpty, "\(ending.errors)")
    #expect(ending.output.hasPrefix("4 keys, 12 environments, 6 kinds, "))
    let json = try await run(["check", "--format", "json"])
    #expect(json.output == "[]\n")
  }

  @Test(
    "preview: a key is built on the clouds whose sections it has",
    arguments: [
      ("tree", "include environments: live-asia\n", "two-clouds.tree.txt"),
      ("table", "include environments: sandbox\nexclude keys: rescue\n", "two-clouds.table.txt"),
    ])
  func preview(_ format: String, _ message: String, _ golden: String) async throws {
    let ending = try await run(["preview", "--format", format], message)
    #expect(ending.errors.isEmpty, "\(ending.errors)")
    try expectGolden(ending.output, golden)
  }

  @Test("preview --scopes says in its JSON what it says besides: what the scopes leave out")
  func optionalScopes() async throws {
    let folder = try TemporaryFolder()
    let scopes = [
      "queue:create-task:medium:fleet/*", "queue:create-task:project:*", "queue:scheduler-id:*", "queue:route:*",
      "secrets:*", "docker-worker:*", "generic-worker:*",
    ]
    try folder.write(scopes.joined(separator: "\n"), to: "scopes")
    let ending = try await run(
      ["preview", "--format", "json", "--scopes", folder.path + "/scopes"],
      "include environments: sandbox\ninclude keys: debian-12")
    #expect(ending.code == 0)
    #expect(ending.errors.contains("warning[optional-scope]: tasks are left out"), "\(ending.errors)")
    let diagnostics = try #require(JSON(parsing: Array(ending.output.utf8))["diagnostics"]?.array)
    #expect(diagnostics.map { $0["id"]?.string } == ["optional-scope", "waits-for-left-out"])
  }

  @Test("regions are any cloud's")
  func regions() async throws {
    let ending = try await run(
      ["preview", "--format", "json"], "include environments: live-us\ninclude regions: us-west-2, EUROPE-west4")
    #expect(ending.code == 0, "\(ending.errors)")
    let tasks = try #require(JSON(parsing: Array(ending.output.utf8))["tasks"]?.object)
    let builds = tasks.members.filter { $0.value["kind"] == "build" }.map {
      "\($0.key) \($0.value["attributes"]?["locations"]?.text() ?? "")"
    }
    #expect(
      builds == [
        #"build-aws-ubuntu-22.04-arm-live-us ["us-west-2"]"#, #"build-aws-ubuntu-22.04-live-us ["us-west-2"]"#,
        #"build-gcp-debian-12-live-us ["europe-west4"]"#, #"build-gcp-ubuntu-22.04-live-us ["europe-west4"]"#,
      ])
  }

  @Test("the whole of it ends on a queue")
  func rehearse() async throws {
    let folder = try TemporaryFolder()
    let ending = try await run(
      ["rehearse", "--artifacts", folder.path, "--environment", "live-asia"], "include keys: debian-12, ubuntu-22.04")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "18 created, 0 adopted, 0 failed, 0 skipped\n")
  }

  @Test("submit sends the environments of the decision task's own deployment")
  func submit() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    var environment = deployment.environment
    environment["TASKCLUSTER_ROOT_URL"] = "https://tc.research.lantern.example:8443"
    let ending = try await Program.run(
      [
        "submit", "--root", TwoClouds.root, "--message", "include keys: debian-12, rescue",
        "--artifacts", folder.path + "/artifacts",
      ], environment: environment)
    #expect(ending.code == 0, "\(ending.errors)")
    let names = deployment.tasks.values.compactMap { $0["metadata"]?["name"]?.string }.sorted()
    #expect(names.filter { $0.hasPrefix("build-") }.count == 4)
    #expect(names.filter { $0.hasPrefix("notify-") } == ["notify-research", "notify-sandbox"])
    #expect(names.allSatisfy { !$0.contains("live") && !$0.contains("staging") })
    try await deployment.queue.shutdown()
  }

  @Test("the real Packer accepts the templates of both clouds", .enabled(if: Tool.isInstalled("packer")))
  func packer() async throws {
    let ending = try await run(["packer", "validate", "--environment", "sandbox"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "5 templates: good\n")
  }
}
