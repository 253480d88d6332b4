import Diagnostics
import Document
import TaskDefinitions
import TestSupport
import Testing

@testable import TaskclusterClient

@Suite struct ScopeReviewTests {
  private let time = ManualTime()
  /// All that the fixture's tasks need.
  private static let enough = [
    "queue:create-task:project:none", "queue:scheduler-id:taskcluster-github",
    "queue:create-task:lowest:proj-relops/*", "queue:route:index.project.relops.*", "secrets:get:project/relops/*",
  ]

  @Test func `all that is missing is told at once, before anything is sent`() async throws {
    let queue = MemoryQueue(
      time: time, scopes: ["queue:create-task:project:none", "queue:route:index.project.relops.build*"])
    let client = Fixture.client(queue, time.pacing())
    let failure = await #expect(throws: Failure.self) {
      try await Preflight(Fixture.graph(builds: 20), client: client)
    }
    #expect(failure?.exitCode == .missingScopes)
    try expectGolden(
      DiagnosticRenderer(color: false, limit: 3).text(of: failure?.diagnostics ?? []) + "\n", "missing-scopes.txt")
    #expect(queue.puts.isEmpty)
  }

  @Test func `with all scopes all is kept`() throws {
    let items = Fixture.graph(builds: 3)
    let review = try ScopeReview(items, having: ScopeSet(Self.enough))
    #expect(review.kept.map(\.label) == items.map(\.label))
    #expect(review.failure == nil)
    #expect(review.warnings.isEmpty)
  }

  @Test func `optional tasks without their scope are left out, with what waits for them`() throws {
    let elsewhere: JSONObject = ["taskQueueId": "gecko-t/win10"]
    let items = [
      Fixture.item("build"),
      Fixture.item("verify", needs: ["build"], fields: elsewhere, hasOptionalScopes: true),
      Fixture.item("report", needs: ["verify"]),
      Fixture.item("notify", needs: ["report", "build"]),
      Fixture.item("optional", hasOptionalScopes: true),
    ]
    let review = try ScopeReview(items.reversed(), having: ScopeSet(Self.enough))
    #expect(review.kept.map(\.label) == ["optional", "build"])
    #expect(review.failure == nil)
    #expect(
      review.leftOut == [
        ScopeReview.LeftOut(label: "notify", reason: .dependency("report")),
        ScopeReview.LeftOut(label: "report", reason: .dependency("verify")),
        ScopeReview.LeftOut(label: "verify", reason: .scopes(["queue:create-task:lowest:gecko-t/win10"])),
      ])
    try expectGolden(DiagnosticRenderer().text(of: review.warnings) + "\n", "left-out.txt")
  }

  @Test func `what a task that is left out needs is not missing`() throws {
    let items = [
      Fixture.item("verify", fields: ["taskQueueId": "gecko-t/win10"], hasOptionalScopes: true),
      Fixture.item("report", needs: ["verify"], fields: ["scopes": ["secrets:get:other"]]),
    ]
    let review = try ScopeReview(items, having: ScopeSet(Self.enough))
    #expect(review.kept.isEmpty)
    #expect(review.missing.isEmpty)
  }

  @Test func `who may not ask for their scopes is told so`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in
      .answer(MemoryQueue.error(403, "InsufficientScopes", "auth:current-scopes"))
    }
    let failure = await #expect(throws: Failure.self) {
      try await Preflight([Fixture.item("a")], client: Fixture.client(queue, self.time.pacing()))
    }
    #expect(failure?.exitCode == .missingScopes)
    #expect(failure?.diagnostics[0].context == ["auth.currentScopes"])
  }

  @Test func `a server that never answers is not asked for ever`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .answer(HTTPResponse(status: 503)) }
    let failure = await #expect(throws: Failure.self) {
      try await Preflight([Fixture.item("a")], client: Fixture.client(queue, self.time.pacing()))
    }
    #expect(failure?.exitCode == .tryAgain)
    #expect(time.sleeps.reduce(.zero, +) <= .seconds(15 * 60))
  }

  @Test func `credentials that are over are not tried`() async throws {
    let queue = MemoryQueue(time: time)
    let sample = TemporaryCredentials.sample(scopes: ["*"], expiry: ManualTime.start)
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let failure = await #expect(throws: Failure.self) {
      try await Preflight(
        [Fixture.item("a")], client: Fixture.client(queue, self.time.pacing(), credentials: .hawk(credentials)))
    }
    #expect(failure?.diagnostics.map(\.id) == ["expired-credentials"])
    #expect(queue.heard.isEmpty)
  }
}

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

  @Test func `a task group, page by page`() async throws {
    let path = "/api/queue/v1/task-group/\(Fixture.decision)/list?limit=1000"
    func entry(_ label: String) -> JSON {
      ["status": ["taskId": .string(Fixture.id(label).text)], "task": ["payload": [:]]]
    }
    let queue = client([
      path: answer(["tasks": [entry("a"), entry("b")], "continuationToken": "x/1"]),
      "\(path)&continuationToken=x%2F1": answer([
        "tasks": [entry("c"), ["odd": true]], "sealed": "2026-11-22T10:00:00.000Z",
      ]),
    ]).queue
    let first = try #require(try await queue.taskGroup(Fixture.decision))
    #expect(first.tasks.map(\.id) == [Fixture.id("a"), Fixture.id("b")])
    #expect(first.continuation == "x/1")
    #expect(!first.isSealed)
    let second = try #require(try await queue.taskGroup(Fixture.decision, after: first.continuation))
    #expect(second.tasks.map(\.id) == [Fixture.id("c")])
    #expect(second.continuation == nil)
    #expect(second.isSealed)
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
