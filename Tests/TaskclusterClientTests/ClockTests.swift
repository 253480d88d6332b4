import Diagnostics
import Document
import TaskDefinitions
import Testing

@testable import TaskclusterClient

/// This machine's clock, and the server's, which counts.
@Suite struct ClockTests {
  private let time = ManualTime()
  private let item = Fixture.item("build")
  private var id: String { item.taskID.text }

  @Test(arguments: [-3600, -100, 100, 3600]) func `a clock that is off: created is in the server's time`(
    seconds: Int64
  ) async throws {
    let queue = MemoryQueue(time: time)
    let client = Fixture.client(queue, time.pacing(skew: .seconds(seconds)))
    let preflight = try await Preflight([item], client: client)
    #expect(preflight.warnings.map(\.id) == (abs(seconds) > 450 ? ["clock-skew"] : []))
    let report = try await Submission(preflight.items, client: client).run()
    #expect(report.entries.map(\.outcome) == [.created])
    #expect(queue.tasks[id]?["created"] == .string(time.now.iso))
  }

  @Test func `a stale signature is made anew in the server's time, once`() async throws {
    let stale = HTTPResponse(
      status: 401, headers: [HTTPRequest.Header("Date", time.now.httpDate)],
      body: JSON.object(["code": "AuthenticationFailed", "message": "Stale timestamp"]).bytes())
    let queue = MemoryQueue(time: time) { [time] _, request in
      let signed = request.header("Authorization")?.split(separator: "\"")[3]
      return signed == "\(time.now.milliseconds / 1000)" ? nil : .answer(stale)
    }
    let credentials = Credentials.hawk(HawkCredentials(clientID: "me", accessToken: Fixture.token))
    let client = Fixture.client(queue, time.pacing(skew: .seconds(86_400)), credentials: credentials)
    let report = try await Submission([item], client: client).run()
    #expect(report.entries.map(\.outcome) == [.created])
    // Stale; signed anew, but `created` is still tomorrow; new times.
    #expect(queue.puts.count == 3)
    #expect(queue.heard.count == 3)

    let never = MemoryQueue(time: time) { _, _ in .answer(stale) }
    let other = Fixture.client(never, time.pacing(skew: .seconds(86_400)), credentials: credentials)
    let refused = try await Submission([item], client: other).run()
    #expect(refused.diagnostics[0].id == "not-authenticated")
    #expect(never.heard.count == 2)
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
    ("Sun Nov  6 08:49:37 1994", nil), ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
    ("", nil),
  ])
  func `dates of servers`(text: String, iso: String?) {
    #expect(Timestamp(httpDate: text)?.iso == iso)
  }
}
