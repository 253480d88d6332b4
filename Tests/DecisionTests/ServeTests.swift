import Document
import Glibc
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// `decision rehearse --serve`: a queue for other programs.
@Suite("rehearse --serve") struct ServeTests {
  /// Starts it; returns its root URL once it says so.
  private func serve(_ more: [String], in folder: TemporaryFolder) async throws -> (run: Background, url: String) {
    let output = folder.path + "/url"
    // What it says is wanted while it runs.
    let run = Background(["rehearse", "--serve", "0"] + more, in: folder, output: output)
    try await Background.wait { (try? folder.read("url").contains("\n")) == true }
    return (run, try folder.read("url").filter { !$0.isNewline })
  }

  @Test("PyPI's taskcluster client drives it unchanged, on loopback alone", .enabled(if: Tool.python != nil))
  func drives() async throws {
    let python = try #require(Tool.python)
    let folder = try TemporaryFolder()
    try folder.write("project/test: {password: hunter2}\n", to: "secrets.yml")
    let (run, url) = try await serve(["--secrets", folder.path + "/secrets.yml"], in: folder)
    let client = try await Program.run(python, [Checkout.root + "/Tests/Tools/served_queue.py", url])
    try await run.signal(SIGTERM)
    let ending = try await run.ending
    #expect(!ending.errors.contains("hunter2"))
    #expect(client.code == 0, "\(client.errors)")
    let seen = try JSON(parsing: client.output.utf8)
    let expected: JSON = [
      "listens at": ["0100007F"],
      "createTask": ["pending", "unscheduled", "unscheduled", "unscheduled", "unscheduled"],
      "task": "é", "status": "unscheduled", "listTaskGroup": [true, [2, 2, 1]], "currentScopes": ["*"],
      "secrets.get": ["password": "hunter2"], "findTask": [true, 3, ["a": 1]],
    ]
    for member in expected.object?.members ?? [] { #expect(seen[member.key] == member.value, "\(member.key)") }
    #expect(seen.object?.keys == expected.object?.keys)
  }

  @Test("a port that is taken ends with 69 and says which")
  func takenPort() async throws {
    let deployment = try await Deployment()
    let port = String(deployment.queue.port)
    let ending = try await Program.run(["rehearse", "--serve", port])
    #expect(ending.code == 69, "\(ending.errors)")
    #expect(ending.errors.contains("error[port]: the port \(port) must be free"))
    #expect(ending.output.isEmpty)
    try await deployment.queue.shutdown()
  }

  @Test("the value of a secret is a mapping; where it is not, it is not shown either")
  func wrongSecrets() async throws {
    let folder = try TemporaryFolder()
    try folder.write("good: {a: 1}\nproject/test: hunter2\n", to: "secrets.yml")
    let ending = try await Program.run(["rehearse", "--serve", "0", "--secrets", folder.path + "/secrets.yml"])
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.errors.contains("the value of the secret 'project/test' must be a mapping"))
    #expect(!ending.errors.contains("hunter2"))
  }

  @Test(
    "mistakes of its command line",
    arguments: [
      (["--serve", "70000"], 64, "a port is a number from 0 to 65535"),
      (["--message", "x", "--secrets", "/nowhere"], 64, "--secrets goes with --serve"),
      (["--serve", "0", "--secrets", "/nowhere"], 65, "`/nowhere` cannot be opened"),
      (["--serve", "0", "--secrets", "README.md"], 65, "commit"),
      (["--serve", "0", "--fault", "cutt"], 64, "no fault is called 'cutt'"),
    ] as [([String], Int32, String)])
  func mistakes(arguments: [String], code: Int32, words: String) async throws {
    let ending = try await Program.run(["rehearse"] + arguments)
    #expect(ending.code == code, "\(ending.errors)")
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }

  @Test("the help names every fault")
  func help() async throws {
    let ending = try await Program.run(["rehearse", "--help"])
    let words = Set(ending.output.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init))
    for fault in Fault.allCases { #expect(words.contains(fault.rawValue), "\(fault.rawValue)") }
  }
}
