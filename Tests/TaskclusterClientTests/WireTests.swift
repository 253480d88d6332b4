import Diagnostics
import Document
import LocalQueue
import TaskDefinitions
import Testing

@testable import TaskclusterClient

/// Over HTTP, against a queue that has the real one's rules and faults of its own.
@Suite(.timeLimit(.minutes(10))) struct WireTests {
  private let time = ManualTime()

  private func queue(
    _ faults: String = "", scopes: [String] = ["*"], authentication: Authentication? = nil
  ) async throws -> LocalQueue {
    let plan = faults.isEmpty ? .none : try FaultPlan(parsing: faults)
    var configuration = LocalQueue.Configuration(scopes: scopes, faults: plan, now: { [time] in time.now })
    if let authentication { configuration.authentication = authentication }
    let queue = try await LocalQueue.start(configuration)
    // The task that decides is there before those it creates.
    let decision = Fixture.item("decision").definition.body
    var body = decision
    body["dependencies"] = []
    #expect(queue.create(Fixture.decision, TaskDefinition(body)) == nil)
    return queue
  }

  /// Time stands still but for the pauses between two tries, which are as short as they can be.
  private func client(
    _ queue: LocalQueue, credentials: Credentials = .anonymous, skew: Duration = .zero,
    _ change: (inout CurlTransport.Options) -> Void = { _ in }
  ) throws -> Client {
    var options = CurlTransport.Options()
    options.totalTimeout = .seconds(20)
    change(&options)
    return Client(
      Access(server: try #require(ServerURL(queue.rootURL)), credentials: credentials),
      transport: try CurlTransport(options), pacing: time.pacing(skew: skew), policy: .submission)
  }

  private func statuses(_ queue: LocalQueue) -> [Int] {
    queue.requests.filter { $0.call == "createTask" }.map(\.status)
  }

  @Test func `a graph of sixty tasks`() async throws {
    let queue = try await queue()
    let items = Fixture.graph(builds: 20)
    let client = try client(queue)
    let preflight = try await Preflight(items, client: client)
    let report = try await Submission(preflight.items, client: client).run()
    #expect(report.kinds == [.created: 60])
    #expect(Set(queue.tasks.map(\.id)).count == 61)
    #expect(queue.mostOpenConnections <= 50)
    let again = try await Submission(items, client: client).run()
    #expect(again.exitCode == .good)
    try await queue.shutdown()
  }

  /// Each fault of the table, at the first two tries of every task.
  @Test(arguments: [
    "429", "retry-after", "500", "502", "503", "reset", "reset-body", "cut", "not-json", "proxy", "500-late", "slow",
  ])
  func `a fault at the first tries`(fault: String) async throws {
    let queue = try await queue("\(fault)@createTask:#1-5")
    let items = Fixture.graph(builds: 3)
    let report = try await Submission(items, client: try client(queue)).run()
    #expect(report.kinds == [.created: 9], "\(report)")
    #expect(queue.tasks.count == 10)
    for item in items {
      let there = try #require(queue.task(item.taskID)).definition
      #expect(there.differences(from: item.definition, taskID: item.taskID, ignoring: ["created"]).isEmpty)
    }
    try await queue.shutdown()
  }

  @Test func `a time-out after the commit`() async throws {
    let queue = try await queue("stall@createTask:#1")
    let report = try await Submission(
      [Fixture.item("build")], client: try client(queue) { $0.totalTimeout = .milliseconds(500) }
    ).run()
    #expect(report.kinds == [.created: 1])
    #expect(statuses(queue) == [200, 200])
    try await queue.shutdown()
  }

  @Test func `a connection that is refused`() async throws {
    let queue = try await queue()
    let client = try client(queue)
    try await queue.shutdown()
    let report = try await Submission([Fixture.item("build")], client: client).run()
    #expect(report.exitCode == .tryAgain)
    #expect(report.diagnostics[0].id == "no-answer")
  }

  @Test(arguments: [("401", ExitCode.missingScopes), ("403", .missingScopes)])
  func `a refusal half way`(fault: String, exitCode: ExitCode) async throws {
    let queue = try await queue("\(fault)@createTask:#40-")
    let report = try await Submission(Fixture.graph(builds: 40), client: try client(queue)).run()
    #expect(report.exitCode == exitCode)
    #expect(report.count(of: .created) == 39)
    #expect(queue.tasks.count == 40)
    #expect(report.count(of: .skipped) > 0)
    // Once refused, at most what was on its way is refused too.
    #expect(statuses(queue).count <= 39 + 50)
    let again = try await Submission(Fixture.graph(builds: 40), client: try client(queue)).run()
    #expect(again.exitCode == exitCode)
    try await queue.shutdown()
  }

  @Test func `many faults at once`() async throws {
    let queue = try await queue(
      "429:0.05,503:0.1,500-late:0.03,reset:0.05,reset-body:0.05,cut:0.05,not-json:0.05,proxy:0.05,seed:7")
    let items = Fixture.graph(builds: 100)
    let report = try await Submission(items, client: try client(queue)).run()
    #expect(report.exitCode == .good)
    #expect(queue.tasks.count == 301)
    #expect(queue.mostOpenConnections <= 50)
    try await queue.shutdown()
  }

  @Test func `two runs at once over two transports`() async throws {
    let queue = try await queue()
    let items = Fixture.graph(builds: 30)
    let other = ManualTime(seed: 9)
    other.advance(by: .milliseconds(3))
    let (a, b) = (try client(queue), try client(queue))
    let second = Client(a.access, transport: b.transport, pacing: other.pacing(), policy: .submission)
    async let left = Submission(items, client: a).run()
    async let right = Submission(items.reversed(), client: second).run()
    let reports = try await [left, right]
    #expect(reports.map(\.exitCode) == [.good, .good])
    #expect(reports.map { $0.count(of: .created) }.reduce(0, +) == 90)
    #expect(queue.tasks.count == 91)
    try await queue.shutdown()
  }

  /// The transport dies with what is on its way, as a process that is killed does.
  @Test(arguments: Array(stride(from: 0, through: 60, by: 7)))
  func `killed after n requests and started again`(cut: Int) async throws {
    let queue = try await queue()
    let items = Fixture.graph(builds: 20)
    let first = Dying(try client(queue).transport, after: cut)
    let killed = try client(queue)
    _ = try await Submission(
      items, client: Client(killed.access, transport: first, pacing: killed.pacing, policy: .submission),
      stop: first.dead
    ).run()
    time.advance(by: .seconds(60))
    let report = try await Submission(items, client: killed).run()
    #expect(report.exitCode == .good, "\(report.diagnostics)")
    #expect(queue.tasks.count == 61)
    for item in items {
      let there = try #require(queue.task(item.taskID)).definition
      #expect(there.differences(from: item.definition, taskID: item.taskID, ignoring: ["created"]).isEmpty)
    }
    try await queue.shutdown()
  }

  /// Sends so many requests, and no more.
  private actor Dying: Transport {
    let transport: any Transport
    nonisolated let dead = StopSignal()
    private var left: Int

    init(_ transport: any Transport, after count: Int) {
      self.transport = transport
      left = count
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      left -= 1
      if left < 0 {
        dead.raise()
        throw .cancelled
      }
      return try await transport.send(request)
    }
  }

  @Test func `a sealed group, another definition and a missing dependency`() async throws {
    let queue = try await queue()
    let client = try client(queue)
    let item = Fixture.item("build")
    _ = try await Submission([item], client: client).run()
    time.advance(by: .seconds(1))

    let other = Fixture.item("build", fields: ["retries": 3])
    let differs = try await Submission([other], client: client).run()
    #expect(differs.diagnostics[0].notes.map(\.message) == ["retries: ours 3, there 5"])

    let orphan = Fixture.item("orphan", needs: ["nowhere"])
    let refused = try await Submission([orphan], client: client).run()
    #expect(refused.exitCode == .configuration)
    #expect(refused.diagnostics[0].notes[0].message.contains(Fixture.id("nowhere").text))

    let scheduler = Fixture.item("elsewhere", fields: ["schedulerId": "other"])
    let conflict = try await Submission([scheduler], client: client).run()
    #expect(conflict.diagnostics[0].id == "refused")

    queue.seal(Fixture.decision)
    let adopted = try await Submission([item], client: client).run()
    #expect(adopted.entries.map(\.outcome) == [.adopted])
    let late = try await Submission([Fixture.item("late")], client: client).run()
    #expect(late.diagnostics[0].id == "superseded")
    try await queue.shutdown()
  }

  @Test func `a second run an hour later`() async throws {
    let queue = try await queue()
    let items = Fixture.graph(builds: 5)
    _ = try await Submission(Array(items.prefix(7)), client: try client(queue)).run()
    time.advance(by: .seconds(3600))
    let report = try await Submission(items, client: try client(queue)).run()
    #expect(report.kinds == [.adopted: 7, .created: 8])
    try await queue.shutdown()
  }

  @Test(arguments: [-7200, 0, 7200]) func `signed with temporary credentials, by a clock that is off`(
    skew: Int64
  ) async throws {
    let sample = TemporaryCredentials.sample(
      scopes: ["*"], expiry: ManualTime.start.advanced(byMilliseconds: 4 * 3_600_000))
    let known = Authentication.Credentials(
      clientID: "project/relops", accessToken: Fixture.token, scopes: .all)
    let queue = try await queue(authentication: .hawk([known]))
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let client = try client(queue, credentials: .hawk(credentials), skew: .seconds(skew))
    let items = Fixture.graph(builds: 4)
    let preflight = try await Preflight(items, client: client)
    #expect(preflight.warnings.map(\.id) == (skew == 0 ? [] : ["clock-skew"]))
    let report = try await Submission(preflight.items, client: client).run()
    #expect(report.kinds == [.created: 12])

    let wrong = HawkCredentials(clientID: "project/relops", accessToken: "another")
    let refused = try await Submission([Fixture.item("x")], client: try self.client(queue, credentials: .hawk(wrong)))
      .run()
    #expect(refused.diagnostics[0].id == "not-authenticated")
    try await queue.shutdown()
  }

  @Test func `missing scopes are found before the first task`() async throws {
    let queue = try await queue(scopes: ["auth:current-scopes", "queue:create-task:*"])
    let client = try client(queue)
    let failure = await #expect(throws: Failure.self) { try await Preflight(Fixture.graph(builds: 2), client: client) }
    #expect(failure?.exitCode == .missingScopes)
    let labels = ["build-0", "tag-0", "verify-0", "build-1", "tag-1", "verify-1"]
    let route = "queue:route:index.project.relops."
    #expect(
      failure?.diagnostics.map(\.message) == [
        "the credentials must have the scope queue:scheduler-id:taskcluster-github",
        "the credentials must have the scope secrets:get:project/relops/dev",
        "the credentials must have the scopes of 6 routes: \(route)*",
      ])
    #expect(
      failure?.diagnostics.map { $0.notes.map(\.message) } == [
        ["needed by \(labels.joined(separator: ", "))"], ["needed by \(labels.joined(separator: ", "))"],
        labels.sorted().map { "\(route)\($0), needed by \($0)" },
      ])
    #expect(statuses(queue).isEmpty)
    try await queue.shutdown()
  }
}
