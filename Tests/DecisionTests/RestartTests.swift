import Document
import FoundationEssentials
import LocalQueue
import TestSupport
import Testing

/// A decision that is killed and started again ends in the graph of one that was not.
@Suite("Killed and started again", .serialized) struct RestartTests {
  /// Twenty keys of three tasks each.
  static func project() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let config = try folder.read("config/win10-64-2004-gpu.yaml")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/config")
    where name != "defaults.yaml" {
      try FileManager.default.removeItem(atPath: folder.path + "/config/" + name)
    }
    for number in 10..<30 {
      try folder.write(
        config.replacing("gecko-t-win10-64-2004-gpu", with: "gecko-t-win-\(number)"), to: "config/win-\(number).yaml")
    }
    return folder
  }

  static let message = "overwrite-machine-image\ninclude environments: production"

  @Test("after a kill at any point, one graph")
  func killed() async throws {
    let folder = try Self.project()
    let undisturbed = try await Deployment()
    let ending = try await undisturbed.submit(Self.message, root: folder.path, to: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    let expected = undisturbed.tasks.keys.sorted()
    #expect(expected.count == 60)
    try await undisturbed.queue.shutdown()

    for count in stride(from: 0, through: 59, by: 6) {
      let deployment = try await Deployment(faults: "latency:3ms")
      try await kill(deployment, after: count, folder)
      let cut = deployment.tasks
      let again = try await deployment.submit(Self.message, root: folder.path, to: folder)
      #expect(again.code == 0, "\(again.errors)")
      #expect(deployment.tasks.keys.sorted() == expected, "killed after \(count)")
      for (id, task) in cut { #expect(deployment.tasks[id] == task) }
      try await deployment.queue.shutdown()
    }
  }

  @Test("two runs at once end in one graph")
  func twice() async throws {
    let folder = try Self.project()
    let deployment = try await Deployment(faults: "latency:2ms")
    async let one = deployment.submit(Self.message, root: folder.path, to: TemporaryFolder())
    async let other = deployment.submit(Self.message, root: folder.path, to: TemporaryFolder())
    let (first, second) = try await (one, other)
    #expect(first.code == 0, "\(first.errors)")
    #expect(second.code == 0, "\(second.errors)")
    #expect(deployment.tasks.count == 60)
    try await deployment.queue.shutdown()
  }

  @Test("SIGTERM ends it in good order: exit code 75, and a report of what was not sent")
  func terminated() async throws {
    let folder = try Self.project()
    let deployment = try await Deployment(faults: "latency:40ms")
    let code = try await signal(deployment, "TERM", after: 5, folder)
    #expect(code == 75)
    let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
    let created = report["created"]?.object?.count ?? 0
    #expect(report["stopped"] == true)
    #expect(created == deployment.tasks.count)
    #expect(created + (report["skipped"]?.object?.count ?? 0) == 60)
    try await deployment.queue.shutdown()
  }

  private func kill(_ deployment: Deployment, after count: Int, _ folder: TemporaryFolder) async throws {
    _ = try await signal(deployment, "KILL", after: count, folder)
  }

  /// Starts the decision step, and signals it as soon as so many of its tasks are on the queue.
  private func signal(
    _ deployment: Deployment, _ name: String, after count: Int, _ folder: TemporaryFolder
  ) async throws -> Int32 {
    // The shell says its own process id, which is then the program's.
    let pidFile = folder.path + "/pid"
    try? FileManager.default.removeItem(atPath: pidFile)
    let arguments = [
      "-c", "echo $$ > \"$0\"; exec \"$@\"", pidFile, Program.path, "submit", "--root", folder.path, "--message",
      Self.message, "--artifacts", folder.path + "/artifacts",
    ]
    async let ending = Program.run("sh", arguments, environment: deployment.environment)
    let limit = ContinuousClock.now + .seconds(60)
    while deployment.tasks.count < count || (try? folder.read("pid")) == nil, ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(1))
    }
    let pid = try folder.read("pid").filter(\.isNumber)
    _ = try await Program.run("kill", ["-\(name)", pid])
    return try await ending.code
  }
}
