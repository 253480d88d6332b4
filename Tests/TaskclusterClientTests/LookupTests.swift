import Diagnostics
import Document
import TaskDefinitions
import Testing

@testable import TaskclusterClient

/// What is asked of the services besides the creation of tasks.
@Suite struct LookupTests {
  private let time = ManualTime()

  private func client(_ answers: [String: HTTPResponse]) -> Client {
    Fixture.client(
      MemoryQueue(time: time) { _, request in
        .answer(
          answers[String(request.url.dropFirst(Fixture.server.description.utf8.count))] ?? HTTPResponse(status: 418))
      }, time.pacing(), policy: .lookup)
  }

  private func answer(_ json: JSON) -> HTTPResponse { HTTPResponse(status: 200, body: json.bytes()) }

  @Test func `a namespace of the index`() async throws {
    let index = client([
      "/api/index/v1/task/project.relops.latest": answer([
        "namespace": "project.relops.latest", "taskId": .string(Fixture.decision.text), "rank": 3, "data": ["x": 1],
        "expires": "2027-11-22T10:00:00.000Z",
      ]),
      "/api/index/v1/task/project.relops.none": MemoryQueue.error(404, "ResourceNotFound", "Indexed task not found"),
    ]).index
    let entry = try #require(try await index.findTask("project.relops.latest"))
    #expect(entry.taskID == Fixture.decision)
    #expect(entry.rank == 3)
    #expect(entry.data == ["x": 1])
    #expect(entry.expires?.iso == "2027-11-22T10:00:00.000Z")
    #expect(try await index.findTask("project.relops.none") == nil)
    await #expect(throws: CallError.self) { try await index.findTask("project.relops.teapot") }
  }

  @Test func `a secret, which is not printed`() async throws {
    let secrets = client([
      "/api/secrets/v1/secret/project%2Frelops": answer(["secret": ["password": "hunter2"], "expires": "x"]),
      "/api/secrets/v1/secret/none": MemoryQueue.error(404, "ResourceNotFound", "Secret not found"),
    ]).secrets
    let secret = try #require(try await secrets.get("project/relops"))
    #expect(secret.reveal() == ["password": "hunter2"])
    #expect(!"\(secret)".contains("hunter2"))
    #expect(try await secrets.get("none") == nil)
  }

  /// What each method answers at least, and what is none of its answers.
  @Test(arguments: [
    (
      "task",
      ["{}", #"{"created": "yesterday", "deadline": 1}"#, "[]", "null", #"{"created": "2026-11-22T10:00:00Z"}"#]
    ),
    ("scopes", ["{}", #"{"scopes": "*"}"#, #"{"scopes": ["*", 5]}"#, "\"*\""]),
    ("index", ["{}", #"{"taskId": "bad"}"#, #"{"taskId": null}"#]), ("secret", ["{}", #"{"secret": null}"#, "5"]),
  ])
  func `a 200 that is not the method's answer is asked again`(method: String, bodies: [String]) async throws {
    let good: [String: JSON] = [
      "task": .object(Fixture.item("a").definition.body), "scopes": ["scopes": ["*"]],
      "index": ["taskId": .string(Fixture.decision.text)], "secret": ["secret": ["a": 1]],
    ]
    let ask: @Sendable (Client) async throws(CallError) -> Void = { (client) throws(CallError) in
      switch method {
      case "task": #expect(try await client.queue.task(Fixture.decision) != nil)
      case "scopes": _ = try await client.auth.currentScopes()
      case "index": #expect(try await client.index.findTask("a") != nil)
      default: #expect(try await client.secrets.get("a") != nil)
      }
    }
    for body in bodies {
      let bad = HTTPResponse(status: 200, body: Array(body.utf8))
      let once = MemoryQueue(time: time) { number, _ in .answer(number == 1 ? bad : answer(good[method]!)) }
      try await ask(Fixture.client(once, time.pacing(), policy: .lookup))
      #expect(once.heard.count == 2)
      let never = MemoryQueue(time: time) { _, _ in .answer(bad) }
      let error = await #expect(throws: CallError.self) {
        try await ask(Fixture.client(never, self.time.pacing(), policy: .lookup))
      }
      #expect(error?.exitCode == .unavailable)
      #expect(error?.diagnostic.id == "unreadable-answer")
      #expect(never.heard.count == 6)
    }
  }

  @Test func `half of a secret is not shown either`() async throws {
    let half = HTTPResponse(status: 200, body: Array(#"{"secret": {"password": "hunter2", "x": "#.utf8))
    let queue = MemoryQueue(time: time) { _, _ in .answer(half) }
    let error = await #expect(throws: CallError.self) {
      try await Fixture.client(queue, self.time.pacing()).secrets.get("a")
    }
    #expect(error?.diagnostic.id == "unreadable-answer")
    #expect(!"\(String(describing: error))".contains("hunter2"))
  }

  @Test func `a lookup is tried six times`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .lost(.unreachable("no network")) }
    let index = Fixture.client(queue, time.pacing(), policy: .lookup).index
    let error = await #expect(throws: CallError.self) { try await index.findTask("a") }
    #expect(error == .noAnswer(.unreachable("no network"), tries: 6))
    #expect(queue.heard.count == 6)
    #expect(time.sleeps.reduce(.zero, +) < .seconds(5))
  }
}
