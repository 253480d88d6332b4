import LocalQueue
import TestSupport
import Testing

/// What a task's environment may hold if somebody else wrote it: nothing is made of it, and nothing is sent.
@Suite("Hostile environments") struct HostileEnvironmentTests {
  static let values = [
    "; rm -rf /", "$(calc)", "`id`", "../../etc/passwd", "{{env `HOME`}}", "a\nb", "\u{1B}[2J", "\u{202E}", "--help",
    "%PATH%",
    "http://127.0.0.1:9/", String(repeating: "a", count: 100_000),
  ]

  @Test(
    "a variable that is no id, no deployment, no address",
    arguments: ["TASK_ID", "TASKCLUSTER_ROOT_URL", "TASKCLUSTER_PROXY_URL", "TASK_GROUP_ID"])
  func variables(_ name: String) async throws {
    let deployment = try await Deployment()
    let folder = try TemporaryFolder()
    for value in Self.values {
      var environment = deployment.environment
      environment[name] = value
      let ending = try await Program.run(
        ["submit", "--message", Example.message, "--dry-run", "--artifacts", folder.path + "/artifacts"],
        environment: environment)
      // The group of a task is what the queue says it is.
      if name == "TASK_GROUP_ID", ending.code == 0 { continue }
      #expect(
        [64, 69, 75, 78].contains(ending.code), "\(value.prefix(20)): \(ending.code) \(ending.errors.prefix(300))")
      #expect(!ending.errors.isEmpty)
      #expect(!ending.errors.contains("\u{1B}") && !ending.errors.contains("\u{202E}"), "\(name)")
      #expect(ending.errors.utf8.count < 10_000, "\(name): \(ending.errors.utf8.count)")
    }
    #expect(deployment.tasks.isEmpty)
    try await deployment.queue.shutdown()
  }
}
