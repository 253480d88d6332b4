import Document
import Glibc
import LocalQueue
import TestSupport
import Testing

/// SIGTERM and SIGINT: nothing new is sent, what is on its way is waited for, the report is written, exit code 75.
@Suite("Asked to stop", .serialized) struct SignalTests {
  /// Each key's tag is followed by forty tasks, one behind the other: the queue's answers decide how long it takes.
  private static func chain() throws -> TemporaryFolder {
    let folder = try RestartTests.project()
    let kind = try folder.read("taskcluster/kinds/tag-image.yml")
    let names = ["tag-image"] + (1...40).map { "link-\($0)" }
    for (before, name) in zip(names, names.dropFirst()) {
      try folder.write(
        kind.replacing("needs: [packer-image]", with: "needs: [\(before)]"), to: "taskcluster/kinds/\(name).yml")
    }
    let settings = try folder.read("taskcluster/config.yml")
    try folder.write(
      settings.replacing(
        "kinds: [packer-image, tag-image,", with: "kinds: [packer-image, \(names.joined(separator: ", ")),"),
      to: "taskcluster/config.yml")
    return folder
  }

  @Test("with requests on their way, it ends in good order", arguments: [SIGTERM, SIGINT])
  func inFlight(signal: Int32) async throws {
    let folder = try Self.chain()
    let deployment = try await Deployment(faults: "latency:1s")
    let run = deployment.start(
      "include keys: win-10, win-11, win-12\ninclude environments: production", root: folder.path, to: folder)
    try await Background.wait { deployment.tasks.count >= 7 }
    try await run.signal(signal)
    let ending = try await run.ending
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("stopping: nothing new is sent; waiting for "))
    let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
    let created = report["created"]?.object?.count ?? 0
    #expect(report["stopped"] == true)
    #expect(report["exit-code"] == 75)
    // What was sent is there, and was waited for: nothing that is on the queue is missing in the report.
    #expect(created == deployment.tasks.count)
    #expect(report["failed"]?.object?.count == 0)
    #expect(created + (report["skipped"]?.object?.count ?? 0) == 3 * 43)
    try await deployment.queue.shutdown()
  }

  @Test("answers that do not come are waited for no longer than the grace, and the report says so")
  func grace() async throws {
    let folder = try RestartTests.project()
    let deployment = try await Deployment(faults: "stall@createTask:#11-")
    let run = deployment.start(RestartTests.message, root: folder.path, to: folder)
    try await Background.wait { deployment.queue.requests.filter { $0.call == "createTask" }.count > 20 }
    try await run.signal(SIGTERM)
    let ending = try await run.ending
    #expect(ending.code == 75, "\(ending.errors)")
    let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
    #expect(report["created"]?.object?.count == 10)
    // Given up by us: had the transport's time run out, it would say so.
    let failed = try #require(report["failed"]?.object?.members)
    #expect(failed.count > 10)
    #expect(failed.allSatisfy { $0.value["error"]?["id"] == "stopped" })
    try await deployment.queue.shutdown()
  }

  @Test("a second signal does not wait")
  func impatient() async throws {
    let folder = try RestartTests.project()
    let deployment = try await Deployment(faults: "stall@createTask")
    let run = deployment.start(RestartTests.message, root: folder.path, to: folder)
    try await Background.wait { deployment.queue.requests.filter { $0.call == "createTask" }.count >= 20 }
    try await run.signal(SIGINT)
    // The first one has been heard once it says so; a second one that comes too early would be taken for the same.
    try await Task.sleep(for: .seconds(1))
    try await run.signal(SIGINT)
    #expect(try await run.ending.code == 128 + 2)
    try await deployment.queue.shutdown()
  }

  @Test("while it reads what it is given, it ends at once and says so", arguments: ["submit", "rehearse"])
  func reading(command: String) async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/message"
    #expect(mkfifo(pipe, 0o600) == 0)
    let run = Background(
      [command, "--root", Checkout.root, "--message-file", pipe, "--artifacts", folder.path + "/artifacts"],
      environment: deployment.environment, in: folder)
    // Can be opened once somebody reads, and nobody writes.
    var writer: Int32 = -1
    try await Background.wait {
      writer = open(pipe, O_WRONLY | O_NONBLOCK)
      return writer >= 0
    }
    try await run.signal(SIGTERM)
    let ending = try await run.ending
    close(writer)
    #expect(ending.code == 75)
    #expect(ending.errors.contains("error[stopped]"))
    #expect(deployment.queue.requests.isEmpty)
    try await deployment.queue.shutdown()
  }

  @Test("before the first task is sent, it ends at once and nothing is on the queue", arguments: [SIGTERM, SIGINT])
  func early(signal: Int32) async throws {
    let folder = try RestartTests.project()
    let deployment = try await Deployment(faults: "stall@currentScopes")
    let run = deployment.start(RestartTests.message, root: folder.path, to: folder)
    try await Background.wait { deployment.queue.requests.contains { $0.call == "currentScopes" } }
    try await run.signal(signal)
    let ending = try await run.ending
    #expect(ending.code == 75)
    #expect(ending.errors.contains("error[stopped]"))
    #expect(deployment.tasks.isEmpty)
    try await deployment.queue.shutdown()
  }
}
