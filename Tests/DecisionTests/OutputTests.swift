import Document
import LocalQueue
import TestSupport
import Testing

/// Where what is written goes, and what happens where it cannot.
@Suite("Output") struct OutputTests {
  private func shell(_ line: String, _ arguments: [String]) async throws -> Program.Ending {
    try await Program.run("bash", ["-c", line, Program.path] + arguments)
  }

  @Test("a descriptor that is closed is no file's")
  func none() async throws {
    let ending = try await shell("\"$0\" \"$@\" >&-", ["preview", "--message", ""])
    #expect(ending.code == 78)
    #expect(ending.errors.contains("error[unwritable-file]: standard output cannot be written"))
  }

  static let commands = [
    ["preview"], ["preview", "--format", "json"], ["preview", "--format", "html"], ["export"],
    ["export", "--format", "taskgraph"],
  ]

  @Test("a full disk is said, and is no success", arguments: commands)
  func full(_ arguments: [String]) async throws {
    let ending = try await shell("\"$0\" \"$@\" >/dev/full", arguments + ["--message", ""])
    #expect(ending.code == 78)
    #expect(
      ending.errors.hasSuffix("error[unwritable-file]: standard output cannot be written: No space left on device\n"))
  }

  @Test("nobody reads on: that is the reader's decision", arguments: commands)
  func closed(_ arguments: [String]) async throws {
    let ending = try await shell(
      "\"$0\" \"$@\" | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}", arguments + ["--message", ""])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.isEmpty)
  }

  @Test(
    "a submission goes on though nobody reads what it says",
    arguments: [
      "2>&1 >/dev/null | head -c 1 >/dev/null", "2>&1 | head -c 1 >/dev/null", "2>/dev/full >/dev/full", ">&- 2>&-",
    ])
  func submission(_ lost: String) async throws {
    let folder = try TemporaryFolder()
    let deployment = try await Deployment(faults: "latency:50ms")
    let ending = try await Program.run(
      "bash",
      [
        "-c", "\"$0\" \"$@\" \(lost); exit ${PIPESTATUS[0]}", Program.path, "submit", "--message", Example.message,
        "--artifacts", folder.path + "/artifacts",
      ], environment: deployment.environment)
    #expect(ending.code == 0)
    #expect(try folder.read("artifacts/preview.html").hasPrefix("<!doctype html>"))
    let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
    #expect(report["created"]?.object?.count == 3)
    #expect(deployment.tasks.count == 3)
    try await deployment.queue.shutdown()
  }
}
