import Diagnostics
import Document
import TaskDefinitions
import TestSupport
import Testing

@testable import TaskclusterClient

/// Servers that mean harm, over a wire: the client ends, in time, in words that are safe to print.
@Suite(.timeLimit(.minutes(10))) struct HostileServerTests {
  private let time = ManualTime()
  private let item = Fixture.item("build")

  struct Answer: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    /// The diagnostic that it ends in.
    let id: String

    init(_ name: String, _ id: String, status: Int = 200, headers: String = "", body: [UInt8]) {
      testDescription = name
      self.id = id
      bytes = Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\(headers)\r\n".utf8) + body
    }

    init(_ name: String, _ id: String, status: Int = 200, headers: String = "", _ body: String = "{}") {
      self.init(name, id, status: status, headers: headers, body: Array(body.utf8))
    }
  }

  private static let escapes = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}31m\u{202E}gnp.exe\r\u{2028}"

  static let answers = [
    Answer("JSON that is too deep", "unreadable-answer", String(repeating: "[", count: 200_000)),
    Answer("JSON in an object that is too deep", "unreadable-answer", String(repeating: "{\"a\":", count: 100_000)),
    Answer(
      "invalid UTF-8 in a good answer", "unreadable-answer", body: Array("{\"a\": \"".utf8) + [0xFF, 0xC0, 0x22, 0x7D]),
    Answer("invalid UTF-8 in a refusal", "refused", status: 400, body: [0xFF, 0xFE, 0x1B, 0x5B, 0x41, 0xC3]),
    Answer("escapes in a refusal", "refused", status: 400, escapes),
    Answer(
      "escapes in an error's JSON", "refused", status: 400,
      #"{"code":"\u001b[31mX\u0007","message":"\u001b]0;a\u0007\u202e"}"#),
    Answer(
      "escapes in headers", "redirected", status: 302, headers: "Location: \(escapes.filter { !$0.isNewline })\r\n"),
    Answer("escapes in a request id", "refused", status: 403 + 1, headers: "x-for-request-id: \u{1B}[31mred\r\n"),
    Answer("a redirect to itself", "redirected", status: 301, headers: "Location: /\r\n"),
    Answer("a redirect that keeps the method", "redirected", status: 308, headers: "Location: http://127.0.0.1:1/\r\n"),
    Answer("a status that is none", "server-busy", status: 999),
    Answer("an error of a megabyte", "refused", status: 400, String(repeating: "x\n", count: 500_000)),
    Answer("an error's JSON that holds another", "refused", status: 400, #"{"message":{"message":[]},"code":[1]}"#),
    Answer("a good answer about nothing", "unreadable-answer", #"{"status":{"taskId":{}}}"#),
    Answer("a year to wait", "server-busy", status: 503, headers: "Retry-After: 31536000\r\n"),
  ]

  @Test(arguments: answers) func `whatever it says, the end is one diagnostic that is safe to print`(
    answer: Answer
  ) async throws {
    let heard = Recorder<String>()
    let server = try RawServer { connection in
      while let request = connection.read() {
        heard.note(request)
        connection.write(answer.bytes)
      }
    }
    let report = try await Submission([item], client: client(server)).run()
    #expect(report.exitCode != .good)
    #expect(report.diagnostics.map(\.id) == [answer.id])
    let printed = DiagnosticRenderer(color: false, limit: 10).text(of: report.diagnostics) + report.json.text()
    for scalar in printed.unicodeScalars where scalar != "\n" {
      #expect(
        ![.control, .format, .lineSeparator].contains(scalar.properties.generalCategory),
        "\(scalar.escaped(asASCII: true))")
    }
    // A page of text at most, and nothing is followed.
    #expect(printed.utf8.count < 10_000)
    #expect(heard.all.allSatisfy { $0.hasPrefix("PUT /api/queue/v1/task/\(item.taskID) ") })
  }

  @Test(arguments: [
    "soon", "Sun, 99 Foo 2026 99:99:99 GMT", "Sun, 22 Nov 99999999999 10:00:00 GMT", "\u{1B}[31m", "",
    "Sun, 22 Nov -001 10:00:00 GMT", "Sunday, 22-Nov-26 10:00:00 GMT",
  ])
  func `a Date that is nonsense leaves our own clock`(date: String) async throws {
    let id = item.taskID.text
    let bodies = Recorder<String>()
    let server = try RawServer { connection in
      while let request = connection.read() {
        bodies.note(request)
        let isFirst = bodies.all.count == 1
        connection.answer(isFirst ? 503 : 200, "Date: \(date)\r\n", "{\"status\":{\"taskId\":\"\(id)\"}}")
      }
    }
    let client = try client(server)
    let report = try await Submission([item], client: client).run()
    #expect(report.exitCode == .good)
    #expect(client.clock.skew == 0)
    #expect(bodies.all.allSatisfy { $0.contains("\"created\":\"2026-11-22T10:00:00.000Z\"") })
  }

  @Test(arguments: ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"])
  func `a Date that is far off ends in the queue's own words`(date: String) async throws {
    let queue = MemoryQueue(time: time) { _, request in
      let head = [HTTPRequest.Header("Date", date)]
      return request.method == .put
        ? .answer(HTTPResponse(status: 400, headers: head, body: Array(Self.future.utf8))) : nil
    }
    let report = try await Submission([item], client: Fixture.client(queue, time.pacing())).run()
    #expect(report.exitCode == .configuration)
    #expect(report.diagnostics[0].notes.map(\.message).first?.contains("cannot be in the future") == true)
    #expect(queue.puts.count == 3)
  }

  private static let future = #"{"code":"InputError","message":"`created` cannot be in the future (max 15min drift)"}"#

  /// Real bytes, in a time that is as short as it can be.
  private func client(_ server: RawServer) throws -> Client {
    Client(
      Access(server: try #require(ServerURL(server.url)), credentials: .anonymous), transport: try CurlTransport(),
      pacing: time.pacing(), policy: .submission)
  }
}
