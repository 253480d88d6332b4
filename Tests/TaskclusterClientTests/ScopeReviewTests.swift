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

  @Test func `routes that begin alike are one line, with the pattern that grants them`() throws {
    let routes: [JSON] = ["index.project.relops.a.b.digest.1", "index.project.relops.a.c.latest", "index.other.x"]
    let items = [Fixture.item("one", fields: ["routes": .array(routes)]), Fixture.item("two", fields: ["routes": []])]
    let enough = Self.enough.filter { !$0.hasPrefix("queue:route:") }
    let failure = try #require(try ScopeReview(items, having: ScopeSet(enough)).failure)
    #expect(
      failure.diagnostics.map(\.message) == [
        "the credentials must have the scope queue:route:index.other.x",
        "the credentials must have the scopes of 2 routes: queue:route:index.project.relops.a.*",
      ])
    #expect(
      failure.diagnostics.last?.notes.map(\.message) == [
        "queue:route:index.project.relops.a.b.digest.1, needed by one",
        "queue:route:index.project.relops.a.c.latest, needed by one",
      ])
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

  /// What holds is said by the server's clock, which comes with its refusal.
  @Test(arguments: [(-1, "expired-credentials"), (0, "not-authenticated"), (1, "early-credentials")])
  func `credentials whose certificate does not hold`(days: Int64, id: String) async throws {
    let date = ManualTime.start.advanced(byMilliseconds: -days * 86_400_000)
    let queue = MemoryQueue(time: time) { _, _ in
      .answer(HTTPResponse(status: 401, headers: [HTTPRequest.Header("Date", date.httpDate)]))
    }
    let sample = TemporaryCredentials.sample(scopes: ["*"])
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let failure = await #expect(throws: Failure.self) {
      try await Preflight(
        [Fixture.item("a")], client: Fixture.client(queue, self.time.pacing(), credentials: .hawk(credentials)))
    }
    #expect(failure?.exitCode == .missingScopes)
    #expect(failure?.diagnostics.map(\.id) == [id])
    #expect(queue.heard.count == 1)
  }
}
