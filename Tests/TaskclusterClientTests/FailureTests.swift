import Diagnostics
import Document
import TaskDefinitions
import Testing

@testable import TaskclusterClient

/// What is done about each thing that can go wrong with one task, row by row.
@Suite struct FailureTests {
  private let time = ManualTime()
  private let item = Fixture.item("build")
  private var id: String { item.taskID.text }

  private func submit(_ queue: MemoryQueue) async throws -> SubmissionReport {
    try await Fixture.submit([item], to: queue, time)
  }

  private static func html(_ status: Int) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPRequest.Header("Content-Type", "text/html")],
      body: Array("<html><h1>Bad \u{1B}[31mGateway</h1></html>".utf8))
  }

  private static func busy(_ status: Int, _ retryAfter: String? = nil) -> HTTPResponse {
    HTTPResponse(status: status, headers: retryAfter.map { [HTTPRequest.Header("Retry-After", $0)] } ?? [])
  }

  // MARK: - The same bytes again

  @Test(arguments: [
    ("429", MemoryQueue.Fault.answer(busy(429))),
    ("500 of the proxy", .answer(HTTPResponse(status: 500, body: Array("Failed during proxy request: EOF".utf8)))),
    (
      "500 of the proxy after the commit",
      .committedAnswer(HTTPResponse(status: 500, body: Array("Failed to read".utf8)))
    ),
    ("500 of the queue", .answer(MemoryQueue.error(500, "InternalServerError", "a bug"))),
    ("502 with HTML", .answer(html(502))),
    ("503", .answer(busy(503))),
    ("504 after the commit", .committedAnswer(html(504))),
    ("408", .answer(busy(408))),
    ("refused connection", .lost(.unreachable("connection refused"))),
    ("reset", .lost(.interrupted("connection reset"))),
    ("answer cut short after the commit", .committed(.interrupted("transfer closed with 12 bytes remaining"))),
    ("time-out", .lost(.timedOut("60 s"))),
    ("time-out after the commit", .committed(.timedOut("60 s"))),
    ("200 that is not JSON", .committedAnswer(html(200))),
    ("200 that is half of its JSON", .committedAnswer(HTTPResponse(status: 200, body: Array(#"{"status": {"#.utf8)))),
    ("200 of another API", .answer(HTTPResponse(status: 200, body: Array(#"{"alive": true}"#.utf8)))),
    ("200 about another task", .answer(HTTPResponse(status: 200, body: Array(#"{"status": {"taskId": "x"}}"#.utf8)))),
    ("204", .committedAnswer(HTTPResponse(status: 204))),
  ])
  func `is sent again, the same bytes`(name: String, fault: MemoryQueue.Fault) async throws {
    let queue = MemoryQueue(time: time) { number, _ in number <= 2 ? fault : nil }
    let report = try await submit(queue)
    #expect(report.entries.map(\.outcome) == [.created])
    #expect(queue.puts.count == 3)
    #expect(Set(queue.puts.map(\.body)).count == 1)
    #expect(queue.creations == [id])
    // 100 ms and 200 ms, a quarter more or less.
    #expect(time.sleeps.count == 2)
    #expect((Duration.milliseconds(75)...(.milliseconds(125))).contains(time.sleeps[0]))
    #expect((Duration.milliseconds(150)...(.milliseconds(250))).contains(time.sleeps[1]))
  }

  @Test(arguments: [(429, "7"), (503, "7"), (429, "Sun, 22 Nov 2026 10:00:07 GMT")])
  func `waits as long as Retry-After says`(status: Int, text: String) async throws {
    let queue = MemoryQueue(time: time) { number, _ in number == 1 ? .answer(Self.busy(status, text)) : nil }
    let report = try await submit(queue)
    #expect(report.exitCode == .good)
    #expect(time.sleeps == [.seconds(7)])
  }

  @Test(arguments: ["-1", "soon", "99999999999999999999", "Sun, 22 Nov 1998 10:00:07 GMT", ""])
  func `a Retry-After that makes no sense counts for nothing`(text: String) async throws {
    let queue = MemoryQueue(time: time) { number, _ in number == 1 ? .answer(Self.busy(429, text)) : nil }
    #expect(try await submit(queue).exitCode == .good)
    #expect(time.sleeps.count == 1)
    #expect(time.sleeps[0] < .seconds(1))
  }

  @Test func `a Retry-After beyond the time of all ends it at once`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .answer(Self.busy(429, "4000000000")) }
    let report = try await submit(queue)
    #expect(report.exitCode == .tryAgain)
    #expect(report.diagnostics.first?.id == "server-busy")
    #expect(time.sleeps.isEmpty)
  }

  @Test func `pauses grow to thirty seconds and end with the time of all`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .lost(.unreachable("connection refused")) }
    let report = try await submit(queue)
    #expect(report.exitCode == .tryAgain)
    #expect(report.diagnostics.first?.id == "no-answer")
    let sleeps = time.sleeps
    #expect(sleeps.allSatisfy { $0 <= .seconds(30) })
    #expect(sleeps.contains { $0 == .seconds(30) })
    let total = sleeps.reduce(Duration.zero, +)
    #expect((Duration.seconds(14 * 60)...(.seconds(15 * 60))).contains(total))
    // Chance makes them differ.
    #expect(Set(sleeps.prefix(8)).count == 8)
  }

  @Test func `each try is signed anew`() async throws {
    let queue = MemoryQueue(time: time) { number, _ in number <= 2 ? .answer(Self.busy(503, "61")) : nil }
    let client = Fixture.client(
      queue, time.pacing(), credentials: .hawk(HawkCredentials(clientID: "me", accessToken: Fixture.token)))
    let report = try await Submission([item], client: client).run()
    #expect(report.exitCode == .good)
    let headers = queue.puts.compactMap { $0.header("Authorization") }
    #expect(headers.count == 3)
    for field in ["nonce=", "ts=", "mac="] {
      #expect(Set(headers.map { $0.split(separator: " ").first { $0.hasPrefix(field) } }).count == 3)
    }
    #expect(Set(headers.map { $0.split(separator: " ").first { $0.hasPrefix("hash=") } }).count == 1)
  }

  // MARK: - Give up

  @Test func `a 500 that stays ends it with its incident`() async throws {
    let body: JSON = ["code": "InternalServerError", "message": "Internal Error", "incidentId": "1234-abcd"]
    let queue = MemoryQueue(time: time) { _, _ in .answer(HTTPResponse(status: 500, body: body.bytes())) }
    let report = try await submit(queue)
    #expect(report.exitCode == .unavailable)
    #expect(queue.puts.count == 6)
    #expect(report.diagnostics[0].notes.map(\.message).contains("incidentId: 1234-abcd"))
  }

  @Test func `a server is broken by what stays, not by its last word`() async throws {
    let last = MemoryQueue.error(500, "InternalServerError", "a bug")
    let queue = MemoryQueue(time: time) { number, _ in .answer(number < 6 ? Self.busy(503) : last) }
    let client = Fixture.client(queue, time.pacing(), policy: .lookup)
    let error = await #expect(throws: CallError.self) { try await client.auth.currentScopes() }
    #expect(error?.exitCode == .tryAgain)
    #expect(error?.diagnostic.id == "server-busy")

    // Of nine tries, it failed at six.
    let often = MemoryQueue(time: time) { number, _ in .answer(number <= 3 ? Self.busy(503) : last) }
    let report = try await submit(often)
    #expect(report.diagnostics[0].message == "the server failed 6 times at the same call")
    #expect(often.puts.count == 9)
  }

  @Test func `the ids of an answer that is asked for again are told`() async throws {
    let headers = ["X-For-Request-Id", "x-for-trace-id", "location"].map { HTTPRequest.Header($0, "\($0)-1") }
    let queue = MemoryQueue(time: time) { number, _ in
      number <= 2 ? .answer(HTTPResponse(status: number == 1 ? 502 : 200, headers: headers)) : nil
    }
    let reasons = Recorder<String>()
    let observe: @Sendable (SubmissionEvent) -> Void = { if case .retrying(_, let it) = $0 { reasons.note(it.reason) } }
    _ = try await Fixture.submit([item], to: queue, time, observe: observe)
    let ids = "x-for-request-id X-For-Request-Id-1, x-for-trace-id x-for-trace-id-1"
    #expect(reasons.all == ["502, \(ids)", "200, \(ids) that is not what the API says"])

    let never = MemoryQueue(time: time) { _, _ in .answer(HTTPResponse(status: 200, headers: headers)) }
    let notes = try await submit(never).diagnostics[0].notes.map(\.message)
    #expect(notes.contains("x-for-trace-id: x-for-trace-id-1"))
  }

  @Test func `a 200 that is never JSON ends it`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .answer(Self.html(200)) }
    let report = try await submit(queue)
    #expect(report.exitCode == .unavailable)
    #expect(report.diagnostics[0].id == "unreadable-answer")
    #expect(queue.puts.count == 6)
  }

  @Test(arguments: [
    (
      "400 schema", MemoryQueue.error(400, "InputValidationError", "Schema Validation Failed!"), "refused",
      ExitCode.configuration
    ),
    (
      "400 dependency", MemoryQueue.error(400, "InputError", "references non-existing tasks"), "refused", .configuration
    ),
    (
      "409 schedulerId",
      MemoryQueue.error(
        409, "RequestConflict",
        "task group `x` contains tasks with schedulerId `y`. You are attempting to include tasks from schedulerId `z`"),
      "refused", .configuration
    ),
    (
      "401 from a header that is too long", MemoryQueue.error(401, "AuthenticationFailed", "Bad header"),
      "not-authenticated", .missingScopes
    ),
    (
      "403 half way", MemoryQueue.error(403, "InsufficientScopes", "Client ID x does not have sufficient scopes"),
      "missing-scopes", .missingScopes
    ),
    (
      "404 of a server that is no queue", HTTPResponse(status: 404, body: Array(#"{"error":"Not found"}"#.utf8)),
      "refused", .configuration
    ),
    (
      "404 of the proxy, in plain text", HTTPResponse(status: 404, body: Array("404 page not found".utf8)), "refused",
      .configuration
    ),
    ("413 with HTML", html(413), "refused", .configuration),
    (
      "a redirect", HTTPResponse(status: 302, headers: [HTTPRequest.Header("Location", "https://login.example.com/")]),
      "redirected", .unavailable
    ),
  ])
  func `is refused and not sent again`(name: String, answer: HTTPResponse, id: String, exitCode: ExitCode) async throws
  {
    let queue = MemoryQueue(time: time) { _, request in request.method == .put ? .answer(answer) : nil }
    let report = try await submit(queue)
    #expect(report.exitCode == exitCode)
    #expect(report.diagnostics[0].id == id)
    #expect(queue.heard.count == 1)
    #expect(time.sleeps.isEmpty)
    // The server's words are there, its control characters are not.
    let text = DiagnosticRenderer().text(of: report.diagnostics)
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("errorCode:"))
    if !answer.body.isEmpty { #expect(text.contains("the server says:")) }
  }

  @Test(arguments: [TransportError.untrusted("self-signed"), .tooLarge(limit: 9), .invalid("URL")])
  func `what no other try can mend is not sent again`(error: TransportError) async throws {
    let queue = MemoryQueue(time: time) { _, _ in .lost(error) }
    let report = try await submit(queue)
    #expect(report.exitCode == .unavailable)
    #expect(queue.heard.count == 1)
  }

  @Test func `a signature that is too long is not sent at all`() async throws {
    let queue = MemoryQueue(time: time)
    let scopes = (0..<300).map { "secrets:get:project/relops/\($0)" }
    let sample = TemporaryCredentials.sample(scopes: scopes)
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let client = Fixture.client(queue, time.pacing(), credentials: .hawk(credentials))
    let report = try await Submission([item], client: client).run()
    #expect(report.diagnostics[0].id == "header-too-long")
    #expect(report.exitCode == .missingScopes)
    #expect(queue.heard.isEmpty)
  }

  @Test func `the request id of a refusal is told`() async throws {
    let queue = MemoryQueue(time: time) { _, _ in .answer(MemoryQueue.error(400, "InputError", "no")) }
    let notes = try await submit(queue).diagnostics[0].notes.map(\.message)
    #expect(notes == ["the server says: no", "x-for-request-id: req-1"])
  }

  // MARK: - It may be there already

  @Test func `409 already used, the same: adopted`() async throws {
    var body = item.definition.body
    body["created"] = "2026-11-22T09:00:00.000Z"
    body["deadline"] = "2026-11-23T09:00:00.000Z"
    body["expires"] = "2027-11-23T09:00:00.000Z"
    body["priority"] = "high"
    body["retries"] = 5
    let queue = MemoryQueue(time: time, tasks: [id: body])
    let report = try await submit(queue)
    #expect(report.entries.map(\.outcome) == [.adopted])
    #expect(queue.heard.map(\.request.method) == [.put, .get])
    #expect(queue.tasks == [id: body])
  }

  @Test func `409 already used, another: the difference by field`() async throws {
    var body = item.definition.body
    body["created"] = "2026-11-22T09:00:00.000Z"
    body["routes"] = []
    body["scopes"] = ["secrets:get:project/relops/prod"]
    body["extra"] = ["x": 1]
    let queue = MemoryQueue(time: time, tasks: [id: body])
    let report = try await submit(queue)
    #expect(report.exitCode == .message)
    #expect(
      report.diagnostics[0].notes.map(\.message) == [
        "extra.x: ours nothing, there 1",
        #"routes[0]: ours "index.project.relops.build", there nothing"#,
        #"scopes[0]: ours "secrets:get:project/relops/dev", there "secrets:get:project/relops/prod""#,
      ])
    #expect(report.diagnostics[0].context == ["task build"])
  }

  @Test func `409 already used, not there at first: looked for again`() async throws {
    let existing = item.definition.body
    let queue = MemoryQueue(time: time, tasks: [id: existing]) { number, request in
      request.method == .get && number <= 3
        ? .answer(MemoryQueue.error(404, "ResourceNotFound", "not yet")) : nil
    }
    time.advance(by: .seconds(1))
    #expect(try await submit(queue).entries.map(\.outcome) == [.adopted])
    #expect(queue.heard.map(\.request.method) == [.put, .get, .get, .get])
  }

  @Test func `409 already used, never there: new times, as often as makes sense`() async throws {
    let queue = MemoryQueue(time: time) { _, request in
      request.method == .put
        ? .answer(MemoryQueue.error(409, "RequestConflict", "taskId already used by another task")) : nil
    }
    let report = try await submit(queue)
    #expect(report.diagnostics[0].id == "refused")
    #expect(queue.puts.count == 3)
    #expect(Set(queue.puts.map(\.body)).count == 3)
  }

  @Test func `committed, then a time-out of twenty minutes: 400, fetched, adopted`() async throws {
    let queue = MemoryQueue(time: time) { [time] number, _ in
      guard number == 1 else { return nil }
      defer { time.advance(by: .seconds(14 * 60)) }
      return .committedAnswer(Self.busy(503, "59"))
    }
    time.advance(by: .seconds(3600))
    // Between the first try and the second, the queue's clock runs on beyond the fifteen minutes.
    var options = Submission.Options()
    options.total = .seconds(3600)
    let report = try await Submission(
      [item], client: Fixture.client(Later(queue: queue, time: time), time.pacing()), options: options
    ).run()
    #expect(report.entries.map(\.outcome) == [.adopted])
    #expect(queue.heard.map(\.request.method) == [.put, .put, .get])
  }

  /// Adds two minutes to the time before each request but the first.
  private struct Later: Transport {
    let queue: MemoryQueue
    let time: ManualTime
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      if !queue.heard.isEmpty { time.advance(by: .seconds(120)) }
      return try await queue.send(request)
    }
  }

  @Test func `not committed, and twenty minutes later: 400, not there, new times`() async throws {
    let queue = MemoryQueue(time: time) { [time] number, _ in
      guard number == 1 else { return nil }
      time.advance(by: .seconds(20 * 60))
      return .lost(.timedOut("twenty minutes"))
    }
    var options = Submission.Options()
    options.total = .seconds(3600)
    let report = try await Submission(
      [item], client: Fixture.client(queue, time.pacing()), options: options
    ).run()
    #expect(report.entries.map(\.outcome) == [.created])
    #expect(Set(queue.puts.map(\.body)).count == 2)
    #expect(queue.puts.count == 3)
  }

  @Test(arguments: [true, false])
  func `400 of a deadline that is over: adopted if it is there, else refused`(isThere: Bool) async throws {
    time.advance(by: .seconds(86_400 + 60))
    let queue = MemoryQueue(time: time, tasks: isThere ? [id: item.definition.body] : [:])
    let report = try await submit(queue)
    if isThere {
      #expect(report.entries.map(\.outcome) == [.adopted])
    } else {
      #expect(report.exitCode == .configuration)
      #expect(report.diagnostics[0].notes[0].message.contains("`deadline` cannot be"))
      #expect(queue.puts.count == 1)
    }
  }

  @Test(arguments: [true, false]) func `409 sealed: adopted if it is there, else superseded`(isThere: Bool) async throws
  {
    let queue = MemoryQueue(
      time: time, tasks: isThere ? [id: item.definition.body] : [:], sealed: [Fixture.decision.text])
    let report = try await submit(queue)
    if isThere {
      #expect(report.entries.map(\.outcome) == [.adopted])
    } else {
      #expect(report.diagnostics[0].id == "superseded")
      #expect(report.exitCode == .unavailable)
      #expect(queue.puts.count == 1)
    }
  }

  @Test func `409 sealed and another definition there: how they differ`() async throws {
    var body = item.definition.body
    body["payload"] = [:]
    let queue = MemoryQueue(time: time, tasks: [id: body], sealed: [Fixture.decision.text])
    #expect(try await submit(queue).diagnostics[0].id == "task-differs")
  }

  @Test func `a task that may not be read is no task that is gone`() async throws {
    let queue = MemoryQueue(time: time, tasks: [id: [:]]) { _, request in
      request.method == .get ? .answer(MemoryQueue.error(403, "InsufficientScopes", "queue:get-task")) : nil
    }
    let report = try await submit(queue)
    #expect(report.exitCode == .missingScopes)
    #expect(queue.puts.count == 1)
  }
}
