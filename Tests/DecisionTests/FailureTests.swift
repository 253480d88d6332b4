import Document
import FoundationEssentials
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// How each failure ends the process: its exit code, its words, its report. And in none of them a secret is printed: the
/// credentials are temporary ones, as an engineer has them after `taskcluster signin`.
@Suite("How a submission fails", .serialized) struct FailureTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var faults: String?
    var code: Int32 = 0
    /// What standard error says.
    var words: [String] = []
    var prepare: @Sendable (Deployment, TemporaryFolder) throws -> Void = { _, _ in }

    init(
      _ name: String, _ faults: String? = nil, _ code: Int32 = 0, _ words: [String] = [],
      prepare: @escaping @Sendable (Deployment, TemporaryFolder) throws -> Void = { _, _ in }
    ) {
      testDescription = name
      (self.faults, self.code, self.words, self.prepare) = (faults, code, words, prepare)
    }
  }

  static let build = "packer-image-azure-win10-64-2004-gpu-production"

  static let cases = [
    Case("429", "429@createTask:#1-3"), Case("429 with Retry-After", "retry-after@createTask:#1"),
    Case("500 at first", "500@createTask:#1-2"),
    Case("500 that stays", "500@createTask", 69, ["error[server-broken]", "incidentId 0000"]),
    Case("502 with HTML", "502@createTask:#1-3"), Case("503", "503@createTask:#1-3"),
    Case("a reset before the answer", "reset@createTask:#1-3"),
    Case("a reset in the middle of the body", "reset-body@createTask:#1-3"),
    Case("an answer cut short", "cut@createTask:#1-3"), Case("a 200 that is not JSON", "not-json@createTask:#1-3"),
    Case("a 200 that is never JSON", "not-json@createTask", 69, ["error[unreadable-answer]"]),
    Case("slow bytes", "slow"), Case("500 in plain text of the proxy", "proxy@createTask:#1-3"),
    Case("500 after the commit", "500-late@createTask:#1-2"),
    Case("401 half way", "401@createTask:#2-", 77, ["error[not-authenticated]", "not sent: 1 of 3"]),
    Case("403 half way", "403@createTask:#2-", 77, ["error[missing-scopes]", "not sent: 1 of 3"]),
    Case("403 of a lookup", "403@currentScopes", 77, ["error[missing-scopes]", "auth.currentScopes"]),
    Case("a clock that is off", nil, 0, ["warning[clock-skew]"]) { deployment, _ in
      deployment.advance(byMilliseconds: 25 * 60_000)
    },
    Case(
      "409, another definition", nil, 65,
      [
        "error[task-differs]",
        #"metadata.name: ours "build azure win10-64-2004-gpu image for production", there "decision""#,
      ]
    ) {
      deployment, _ in
      let id = TaskID.derived(decision: deployment.decision, label: Self.build)
      let other = try deployment.other
      #expect(deployment.queue.create(id, other) == nil)
    },
    Case("409, a sealed group", nil, 69, ["error[superseded]", "is sealed"]) { deployment, _ in
      deployment.queue.seal(deployment.decision)
    },
    Case("409, another schedulerId", nil, 78, ["error[refused]", "RequestConflict", "schedulerId other"]) {
      deployment, folder in
      // What is said of the decision's own group is found before; of another one only the queue knows.
      let group = try deployment.next("another group").decision
      let kind = "taskcluster/kinds/packer-image.yml"
      try folder.write(
        folder.read(kind).replacing(
          "  priority: high\n",
          with: "  priority: high\n  taskGroupId: \(group)\n  schedulerId: somebody\n"), to: kind)
    },
    Case("400, a dependency that is not there", nil, 78, ["error[refused]", "references non-existing tasks"]) {
      _, folder in
      let kind = "taskcluster/kinds/packer-image.yml"
      try folder.write(
        folder.read(kind).replacing(
          "  priority: high\n",
          with: "  priority: high\n  dependencies: ['${decision.taskId}', 'AAAAAAAAQAGAAAAAAAAAAA']\n"
        ), to: kind)
    },
  ]

  @Test("ends as it should, and prints no secret", .enabled(if: Tool.python != nil), arguments: cases, [false, true])
  func ends(_ row: Case, isQuiet: Bool) async throws {
    let credentials = try await Self.credentials
    let known = Authentication.Credentials(
      clientID: "project/relops", accessToken: Self.token, scopes: ScopeSet(["*"]))
    let deployment = try await Deployment(faults: row.faults, authentication: .hawk([known]))
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let settings = try folder.read("taskcluster/config.yml")
    try folder.write(
      settings.replacing("https://firefox-ci-tc.services.mozilla.com", with: deployment.queue.rootURL),
      to: "taskcluster/config.yml")
    try row.prepare(deployment, folder)
    let ending = try await Program.run(
      ["submit", "--root", folder.path, "--message", Example.message, "--artifacts", folder.path + "/artifacts"]
        + (isQuiet ? ["--quiet"] : []),
      environment: credentials.environment.merging(
        ["TASKCLUSTER_ROOT_URL": deployment.queue.rootURL, "TASK_ID": deployment.decision.text],
        uniquingKeysWith: { a, _ in a }))
    try await deployment.queue.shutdown()

    #expect(ending.code == row.code, "\(ending.errors)")
    for words in row.words { #expect(ending.errors.contains(words), "\(ending.errors)") }
    #expect(ending.errors.contains("error[") == (row.code != 0), "\(ending.errors)")
    if row.code == 0 {
      #expect(ending.output == "3 created, 0 adopted, 0 failed, 0 skipped\n")
      #expect(deployment.tasks.count == 3)
    }
    var printed = ending.output + ending.errors
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/artifacts")) ?? []
    for file in files { printed += (try? folder.read("artifacts/" + file)) ?? "" }
    if !row.words.contains("auth.currentScopes") {
      #expect(files.contains("submission.json"))
      let report = try JSON(parsing: Array(folder.read("artifacts/submission.json").utf8))
      #expect(report["exit-code"] == .number(Double(row.code)))
      let told = ["created", "adopted", "failed", "skipped"].compactMap { report[$0]?.object?.count }
      #expect(told.reduce(0, +) == 3, "every task is told of")
    }
    for secret in credentials.secrets { #expect(!printed.contains(secret)) }
  }

  // MARK: - Credentials

  static let token = "no-secret-of-anybody"

  struct Temporary: Sendable {
    let environment: [String: String]
    let secrets: [String]
  }

  /// Made by PyPI's client; the same for all cases.
  private static var credentials: Temporary { get async throws { try await made.value } }

  private static let made = Task {
    let python = try #require(Tool.python)
    let run = try await Program.run(
      python, [Checkout.root + "/Tests/Tools/temporary_credentials.py", "project/relops", token, "*"])
    #expect(run.code == 0, "\(run.errors)")
    let json = try JSON(parsing: run.output.utf8)
    let (id, accessToken) = (try #require(json["clientId"]?.string), try #require(json["accessToken"]?.string))
    let certificate = try #require(json["certificate"]?.string)
    let parts = try JSON(parsing: certificate.utf8)
    return Temporary(
      environment: [
        "TASKCLUSTER_CLIENT_ID": id, "TASKCLUSTER_ACCESS_TOKEN": accessToken, "TASKCLUSTER_CERTIFICATE": certificate,
      ],
      secrets: [
        accessToken, certificate, try #require(parts["signature"]?.string), try #require(parts["seed"]?.string),
      ])
  }
}

extension Deployment {
  /// A definition that no graph of this project has.
  fileprivate var other: TaskDefinition {
    get throws {
      var body = try #require(queue.task(decision)).definition.body
      body["retries"] = 1
      return TaskDefinition(body)
    }
  }
}
