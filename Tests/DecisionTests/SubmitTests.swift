import Document
import FoundationEssentials
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// The decision step as a process, against a queue over HTTP.
@Suite("submit") struct SubmitTests {
  @Test("a second run of the same decision creates nothing new")
  func again() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    let first = try await deployment.submit(Example.message, to: folder)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == "3 created, 0 adopted, 0 failed, 0 skipped\n")
    let before = deployment.tasks
    let second = try await deployment.submit(Example.message, to: folder)
    #expect(second.code == 0, "\(second.errors)")
    #expect(deployment.tasks == before)
    #expect(before.count == 3)
    try await deployment.queue.shutdown()
  }

  @Test("every artifact is there before the first task is created")
  func artifacts() async throws {
    let deployment = try await Deployment(faults: "403@createTask:#1")
    let folder = try TemporaryFolder()
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 77, "\(ending.errors)")
    for name in [
      "task-graph.json", "full-task-graph.json", "label-to-taskid.json", "target-tasks.json", "parameters.yml",
      "preview.html", "diagnostics.json", "packer/azure-win10-64-2004-gpu-production.json",
      "build-packer-image.ps1", "verify-worker-image.ps1", "submission.json",
    ] {
      #expect(try !folder.read("artifacts/" + name).isEmpty, "\(name)")
    }
    let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
    #expect(report["failed"]?.object?.count == 1)
    #expect(report["skipped"]?.object?.count == 2)
    try await deployment.queue.shutdown()
  }

  @Test(
    "what runs is what was published, as taskgraph reads it and chain-of-trust checkers compare it",
    .enabled(if: Tool.python != nil), arguments: [(Checkout.root, 54), (TwoClouds.root, 119)])
  func chainOfTrust(_ root: String, _ atMost: Int) async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    var environment = deployment.environment
    if root == TwoClouds.root { environment["TASKCLUSTER_ROOT_URL"] = "https://tc.lantern.example" }
    let ending = try await Program.run(
      ["submit", "--root", root, "--message", "all of it", "--artifacts", folder.path + "/artifacts"],
      environment: environment)
    #expect(ending.code == 0, "\(ending.errors)")
    let bodies = deployment.queue.tasks.filter { $0.id != deployment.decision }.map { task in
      JSONObject.Member(key: task.id.text, value: .object(task.definition.body))
    }
    let verdict = try await Program.run(
      Tool.python ?? "",
      [Checkout.root + "/Tests/Tools/chain_of_trust.py", folder.path + "/artifacts", deployment.decision.text],
      input: JSON.object(JSONObject(bodies)).text())
    #expect(verdict.code == 0, "\(verdict.errors)")
    #expect(Int(verdict.output.filter(\.isNumber)) == bodies.count)
    #expect(bodies.count > 20 && bodies.count <= atMost)
    try await deployment.queue.shutdown()
  }

  @Test("all missing scopes are named at once, and nothing is sent")
  func scopes() async throws {
    let deployment = try await Deployment(scopes: ["queue:get-task:*", "index:find-task:*", "auth:current-scopes"])
    let folder = try TemporaryFolder()
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 77)
    for scope in [
      "secrets:get:project/relops/image-builder/dev", "queue:create-task:high:relops-3/win2019",
      "queue:create-task:low:relops-3/decision-gcp", "queue:scheduler-id:taskcluster-github",
    ] {
      #expect(ending.errors.contains(scope), "\(ending.errors)")
    }
    #expect(deployment.tasks.isEmpty)
    // Whoever grants them finds there what for.
    let said = try JSON(parsing: Array(folder.read("artifacts/diagnostics.json").utf8)).array ?? []
    #expect(said.contains { $0["id"] == "missing-scope" })
    #expect(try JSON(parsing: Array(folder.read("artifacts/task-graph.json").utf8)).object?.count == 3)
    try await deployment.queue.shutdown()
  }

  @Test("a verify task whose scope is missing is left out with a warning, and the build goes on")
  func optionalScopes() async throws {
    let deployment = try await Deployment(scopes: [
      "queue:get-task:*", "index:find-task:*", "auth:current-scopes", "queue:create-task:highest:relops-3/*",
      "queue:create-task:project:none", "queue:scheduler-id:taskcluster-github",
      "queue:route:index.project.relops.cloud-image-builder.*", "secrets:get:project/relops/image-builder/dev",
      "generic-worker:*",
    ])
    let folder = try TemporaryFolder()
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "2 created, 0 adopted, 0 failed, 0 skipped\n")
    #expect(ending.errors.contains("queue:create-task:high:gecko-t/win10-64-2004-gpu"))
    let graph = try JSON(parsing: Array(folder.read("artifacts/label-to-taskid.json").utf8))
    #expect(graph.object?.count == 2, "what is published is what is sent")
    let said = try JSON(parsing: Array(folder.read("artifacts/diagnostics.json").utf8)).array ?? []
    #expect(said.contains { $0["id"] == "optional-scope" })
    try await deployment.queue.shutdown()
  }

  @Test("a run that ends before it sends leaves no report of an earlier one")
  func oldReport() async throws {
    let deployment = try await Deployment(faults: "403@currentScopes:#2-")
    let folder = try TemporaryFolder()
    #expect(try await deployment.submit(Example.message, to: folder).code == 0)
    #expect(try !folder.read("artifacts/submission.json").isEmpty)
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 77, "\(ending.errors)")
    #expect(throws: (any Error).self) { try folder.read("artifacts/submission.json") }
    #expect(try folder.read("artifacts/diagnostics.json").contains("auth.currentScopes"))
    try await deployment.queue.shutdown()
  }

  @Test("a report that cannot be written is printed, and keeps its exit code", arguments: [true, false])
  func unwritableReport(isGood: Bool) async throws {
    let deployment = try await Deployment(faults: isGood ? nil : "403@createTask:#2")
    let folder = try TemporaryFolder()
    try folder.write("x", to: "artifacts/submission.json/x")
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == (isGood ? 78 : 77), "\(ending.errors)")
    #expect(ending.errors.contains("error[unwritable-file]"))
    #expect(ending.errors.contains("error[missing-scopes]") != isGood)
    #expect(
      ending.output
        == (isGood ? "3 created, 0 adopted, 0 failed, 0 skipped\n" : "1 created, 0 adopted, 1 failed, 1 skipped\n"))
    try await deployment.queue.shutdown()
  }

  @Test("a lookup that is made again is told of", arguments: ["task", "findTask", "currentScopes"], [true, false])
  func lookups(call: String, isQuiet: Bool) async throws {
    let deployment = try await Deployment(faults: "503@\(call):#1")
    let message = "a change\ninclude environments: production"
    let ending = try await deployment.submit(message, to: TemporaryFolder(), isQuiet ? ["--quiet"] : [])
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = ending.errors.split(separator: "\n").filter { $0.hasPrefix("again in 0.1 s: ") }
    #expect(lines.count == (isQuiet ? 0 : 1), "\(ending.errors)")
    try await deployment.queue.shutdown()
  }

  @Test("where no line per task is written, the report names them")
  func quiet() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    for name in ["created", "already there"] {
      let ending = try await deployment.submit(Example.message, to: folder, ["--quiet"])
      let key = "azure-win10-64-2004-gpu-production"
      #expect(
        ending.errors
          == "\(name): 3\n  packer-image-\(key)\n  tag-image-\(key)\n  verify-image-\(key)-gecko-t-win10-64-2004-gpu\n")
    }
    try await deployment.queue.shutdown()
  }

  @Test("a re-run when every deadline is over keeps what is there")
  func afterTheDeadline() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    #expect(try await deployment.submit(Example.message, to: folder).code == 0)
    deployment.advance(byMilliseconds: 6 * 86_400_000)
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "0 created, 3 adopted, 0 failed, 0 skipped\n")
    try await deployment.queue.shutdown()
  }

  @Test("a task whose deadline is over is found before the first one is sent")
  func tooLate() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    deployment.advance(byMilliseconds: 6 * 86_400_000)
    let ending = try await deployment.submit(Example.message, to: folder)
    #expect(ending.code == 78, "\(ending.errors)")
    #expect(ending.errors.contains("error[task-dates]"))
    #expect(deployment.tasks.isEmpty)
    #expect(try folder.read("artifacts/diagnostics.json").contains("task-dates"))
    try await deployment.queue.shutdown()
  }

  @Test(
    "a password in a setting is not printed",
    arguments: [
      ["TASKCLUSTER_ROOT_URL": "https://user:PASSWORD1@tc.example.com"],
      ["TASKCLUSTER_ROOT_URL": "https://firefox-ci-tc.services.mozilla.com", "https_proxy": "foo://user:PASSWORD1@x"],
    ])
  func passwords(environment: [String: String]) async throws {
    let ending = try await Program.run(
      ["submit", "--message", Example.message],
      environment: environment.merging(["TASK_ID": Example.decision]) { a, _ in a })
    #expect(ending.code == 64, "\(ending.errors)")
    #expect(!ending.errors.contains("PASSWORD1"))
  }

  @Test("a message with an error sends nothing at all")
  func nothingSent() async throws {
    let deployment = try await Deployment()
    let ending = try await deployment.submit("include keys: win10", to: TemporaryFolder())
    #expect(ending.code == 65)
    #expect(deployment.queue.requests.isEmpty)
    try await deployment.queue.shutdown()
  }

  @Test("--dry-run does all but the sending")
  func dryRun() async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    let ending = try await deployment.submit(Example.message, to: folder, ["--dry-run"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "3 tasks would be submitted\n")
    #expect(deployment.tasks.isEmpty)
    #expect(try !folder.read("artifacts/task-graph.json").isEmpty)
    try await deployment.queue.shutdown()
  }

  @Test("no-ci submits nothing, whatever else the message says")
  func noCI() async throws {
    let deployment = try await Deployment()
    let ending = try await deployment.submit("no-ci\ninclude keys: nothing-like-it", to: TemporaryFolder())
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(deployment.queue.requests.isEmpty)
    try await deployment.queue.shutdown()
  }

  @Test("a rehearsal whose queue's clock is off goes by the queue's clock", arguments: ["skew:-20m", "skew:180m"])
  func skewed(faults: String) async throws {
    let folder = try TemporaryFolder()
    let ending = try await Program.run(
      ["rehearse", "--message", Example.message, "--fault", faults, "--artifacts", folder.path])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "3 created, 0 adopted, 0 failed, 0 skipped\n")
    #expect(ending.errors.contains("warning[clock-skew]"))
  }
}
