import Diagnostics
import Document
import TaskDefinitions
import Testing

@testable import TaskclusterClient

@Suite struct PrintedSecretsTests {
  private let time = ManualTime()
  private let item = Fixture.item("build")

  @Test func `nothing that is printed holds a secret, whatever the server quotes`() async throws {
    let sample = TemporaryCredentials.sample(scopes: ["*"])
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let ext = try #require(credentials.ext?.reveal())
    let parts = [
      sample.accessToken, sample.certificateText, ext,
      try #require(sample.certificate.json.reveal()["signature"]?.string),
    ]
    let signature = parts[3]
    let token = sample.accessToken
    let (head, tail) = (String(token.prefix(20)), String(token.dropFirst(20)))
    let encoded = Base64.encoded(Array(token.utf8))
    // Cut, encoded, broken up; and the header of a request as it may have been.
    let disguised: [String] = [
      String(ext.prefix(200)), PercentEncoding.encoded(signature), "\(head)\n\(tail)", "\(head)\u{200B}\(tail)",
      encoded,
      #"Hawk id="me", mac="AbCdEfGhIjKlMnOp", ts="1""#,
    ]
    let quote = (parts + disguised).joined(separator: " | ")
    let pieces: [String] = [
      String(ext.prefix(40)), PercentEncoding.encoded(signature), String(token.prefix(12)), String(token.suffix(12)),
      "AbCdEfGhIjKlMnOp", String(encoded.prefix(20)),
    ]
    let answers: [HTTPResponse] = [400, 401, 403, 404, 409, 429, 500, 502, 302, 200].flatMap { status in
      [
        HTTPResponse(
          status: status,
          headers: [HTTPRequest.Header("Location", quote), HTTPRequest.Header("x-for-trace-id", quote)],
          body: Array(quote.utf8)),
        HTTPResponse(
          status: status,
          body: JSON.object(["code": .string(quote), "message": .string(quote), "incidentId": .string(quote)]).bytes()),
        MemoryQueue.error(status, "InternalServerError", quote),
      ]
    }
    for answer in answers {
      let recorder = Recorder<String>()
      let queue = MemoryQueue(time: time) { _, _ in .answer(answer) }
      let client = Fixture.client(queue, time.pacing(), credentials: .hawk(credentials))
      let report = try await Submission([item], client: client, observe: { recorder.note($0.line + "\($0)") }).run()
      #expect(report.exitCode != .good)
      var printed = recorder.all.joined() + report.json.text() + DiagnosticRenderer().text(of: report.diagnostics)
      printed += "\(report)"
      do {
        _ = try await Preflight([item], client: client)
      } catch {
        printed += DiagnosticRenderer().text(of: (error as? Failure)?.diagnostics ?? [])
      }
      #expect(printed.contains(Redaction.mark) || answer.status == 200)
      for part in parts + pieces { #expect(!printed.contains(part), "\(answer.status)") }
    }
  }

  /// A task on the queue is what a server says of it.
  @Test func `a difference holds no secret`() async throws {
    let sample = TemporaryCredentials.sample(scopes: ["*"])
    let credentials = HawkCredentials(
      clientID: sample.clientID, accessToken: sample.accessToken, certificate: sample.certificate)
    let client = Fixture.client(MemoryQueue(time: time), time.pacing(), credentials: .hawk(credentials))
    var there = item.definition.body
    there["payload"] = [
      "t": .string(sample.accessToken), "cut": .string(String(sample.accessToken.prefix(20))),
      "c": .string(sample.certificateText),
      "long": .string(String(repeating: "x", count: 190) + sample.accessToken),
      "u": "https://me:password@example.com", "h": #"Hawk mac="abcdefghijkl""#,
    ]
    there["tags"] = .object([sample.accessToken: "x"])
    let queue = MemoryQueue(time: time, tasks: [item.taskID.text: there])
    time.advance(by: .seconds(1))
    let report = try await Submission(
      [item], client: Client(client.access, transport: queue, pacing: time.pacing(), policy: .submission)
    ).run()
    let printed =
      report.json.text() + DiagnosticRenderer(color: false, limit: .max).text(of: report.diagnostics) + "\(report)"
    #expect(report.exitCode == .message)
    for secret in [
      String(sample.accessToken.prefix(12)), "password@", "abcdefghijkl",
      try #require(sample.certificate.json.reveal()["signature"]?.string),
    ] { #expect(!printed.contains(secret), "\(secret)") }
  }
}
