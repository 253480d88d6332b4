import Document
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

@Suite("The queue on its port", .serialized)
struct WireTests {
  @Test("each fault, as a client's socket sees it", .enabled(if: Tool.python != nil))
  func faults() async throws {
    let python = try #require(Tool.python)
    // The marks keep `reset` from being found in `reset-body`.
    let rules = Fault.allCases.map { FaultPlan.Rule($0, on: .path("/secret/=\($0.rawValue)=")) }
    var configuration = LocalQueue.Configuration(faults: FaultPlan(rules, latency: 50), now: realTime)
    let expires = realTime().advanced(byMilliseconds: 600_000)
    for fault in Fault.allCases {
      configuration.secrets["=\(fault.rawValue)="] = StoredSecret(["text": "0123456789"], expires: expires)
    }
    let queue = try await LocalQueue.start(configuration)
    let run = try await Program.run(
      python,
      [Checkout.root + "/Tests/Tools/raw_http.py", String(queue.port)] + Fault.allCases.map { "=\($0.rawValue)=" })
    let (requests, connections) = (queue.requests, queue.connectionCount)
    try await queue.shutdown()
    #expect(run.code == 0, "\(run.errors)")
    let seen = try JSON(parsing: run.output.utf8)

    func answer(_ status: Int, _ type: String, _ code: JSON, retryAfter: JSON = .null) -> JSON {
      [
        "end": "whole", "status": .number(Double(status)), "type": .string(type), "code": code,
        "retry-after": retryAfter,
      ]
    }
    let (html, json) = ("text/html", "application/json")
    let expected: [(Fault, JSON)] = [
      (.tooManyRequests, answer(429, html, "no JSON")),
      (.tooManyRequestsRetryAfter, answer(429, html, "no JSON", retryAfter: "1")),
      (.serverError, answer(500, json, "InternalServerError")), (.badGateway, answer(502, html, "no JSON")),
      (.unavailable, answer(503, html, "no JSON")), (.authenticationFailed, answer(401, json, "AuthenticationFailed")),
      (.insufficientScopes, answer(403, json, "InsufficientScopes")), (.notJSON, answer(200, json, "no JSON")),
      (.proxy, answer(500, "text/plain", "no JSON")), (.lateServerError, answer(500, json, "InternalServerError")),
      (.slow, answer(200, json, .null)),
      (.reset, ["end": "reset", "head": false, "half a body": false]),
      (.resetInBody, ["end": "reset", "head": true, "half a body": true]),
      (.cut, ["end": "eof", "head": true, "half a body": true]),
      (.lost, ["end": "timeout", "head": false, "half a body": false]),
      (.stall, ["end": "timeout", "head": false, "half a body": false]),
    ]
    #expect(Set(expected.map(\.0)) == Set(Fault.allCases))
    for (fault, outcome) in expected {
      var answer = seen["=\(fault.rawValue)="]?.object ?? [:]
      let took = answer["took"]?.number
      answer["took"] = nil
      #expect(.object(answer) == outcome, "\(fault)")
      if fault == .slow { #expect(took ?? 0 > 0.3) }
    }

    #expect(seen["pipelined"] == [true, true, true])
    #expect(seen["closed"] == ["HTTP/1.1 200 OK", true])
    #expect(seen["continued"] == ["HTTP/1.1 100 Continue", #"{"scopes":[]}"#])
    #expect(seen["too large"] == "InternalServerError")
    #expect(seen["nonsense"] == "HTTP/1.1 400 Bad Request")
    // The latency that was asked for, over fifty connections at once.
    #expect(seen["fastest"]?.number ?? 0 >= 0.049)
    #expect(connections == Fault.allCases.count + 4 + 50)
    #expect(requests.count == Fault.allCases.count + 6 + 200)
    #expect(requests.map(\.number) == Array(1...requests.count))
    #expect(requests.prefix(Fault.allCases.count).map(\.fault) == Fault.allCases)
  }

  @Test("a fault before the call leaves nothing, one after it leaves the task", arguments: Fault.allCases)
  func commits(fault: Fault) {
    var core = QueueCore(service: Bench().service, plan: FaultPlan([FaultPlan.Rule(fault)]))
    let request = APIRequest(
      method: "PUT", target: "/api/queue/v1/task/\(Bench.id("a"))", headers: ["content-type": "application/json"],
      body: Bench.body([:]).bytes())
    _ = core.answer(request, connection: 1, now: Bench.start)
    #expect(core.service.state.created.isEmpty != fault.commits)
  }

  @Test(
    "an error that was asked for repeats what was asked of it",
    arguments: [Fault.serverError, .authenticationFailed, .insufficientScopes, .lateServerError])
  func payload(fault: Fault) throws {
    var core = QueueCore(service: Bench().service, plan: FaultPlan([FaultPlan.Rule(fault)]))
    let request = APIRequest(
      method: "PUT", target: "/api/queue/v1/task/\(Bench.id("a"))", headers: ["content-type": "application/json"],
      body: Bench.body([:]).bytes())
    let reply = core.answer(request, connection: 1, now: Bench.start).reply
    #expect(try JSON(parsing: reply.body)["requestInfo"]?["payload"] == Bench.body([:]))
  }

  @Test("the server's clock may be off: its rules and its `Date` follow")
  func skew() async throws {
    let time: @Sendable () -> Timestamp = { Bench.start }
    let queue = try await LocalQueue.start(
      LocalQueue.Configuration(faults: FaultPlan(clockSkew: 16 * 60_000), now: time))
    let error = queue.create(Bench.id("a"), TaskDefinition(Bench.body))
    try await queue.shutdown()
    #expect(error?.message == "`created` cannot be in the past (max 15min drift)")
  }

  @Test("a queue that nobody asks anything stops by itself", .timeLimit(.minutes(10)))
  func idle() async throws {
    var configuration = LocalQueue.Configuration(now: realTime)
    configuration.idleLimit = .milliseconds(100)
    let queue = try await LocalQueue.start(configuration)
    try await queue.waitUntilClosed()
    try await queue.shutdown()
  }

  @Test("a port that is taken is an error, and nothing is left behind")
  func takenPort() async throws {
    let queue = try await LocalQueue.start(LocalQueue.Configuration(now: realTime))
    var configuration = LocalQueue.Configuration(now: realTime)
    configuration.port = queue.port
    let taken = configuration
    await #expect(throws: (any Error).self) { try await LocalQueue.start(taken) }
    try await queue.shutdown()
  }
}
