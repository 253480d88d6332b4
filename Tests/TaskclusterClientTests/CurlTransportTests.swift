import Diagnostics
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import TaskclusterClient

@Suite(.timeLimit(.minutes(10))) struct CurlTransportTests {
  private func transport(_ change: (inout CurlTransport.Options) -> Void = { _ in }) throws -> CurlTransport {
    var options = CurlTransport.Options()
    change(&options)
    return try CurlTransport(options)
  }

  private func get(_ server: RawServer, _ path: String = "/") -> HTTPRequest {
    HTTPRequest(.get, server.url + path, isDirect: true)
  }

  private func error(
    of request: HTTPRequest, _ change: (inout CurlTransport.Options) -> Void = { _ in }
  ) async throws -> TransportError? {
    let transport = try transport(change)
    return await #expect(throws: TransportError.self) { try await transport.send(request) }
  }

  // MARK: - What goes over the wire

  @Test func `a request goes out as it is and the answer comes back whole`() async throws {
    let heard = Recorder<String>()
    let server = try RawServer { connection in
      heard.note(connection.read() ?? "")
      connection.write("HTTP/1.1 100 Continue\r\nX: interim\r\n\r\n")
      connection.answer(409, "x-For-Request-ID:  abc \r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n", "{\"a\": \"é\"}")
    }
    let body = Array("{\"body\":\"\u{0}ü\"}".utf8)
    let response = try await transport().send(
      HTTPRequest(
        .put, server.url + "/api/queue/v1/task/a%2Fb/../c?x=1", headers: [HTTPRequest.Header("X-A", "1, 2")],
        body: body,
        isDirect: true))
    #expect(response.status == 409)
    #expect(response.body == Array("{\"a\": \"é\"}".utf8))
    #expect(response.header("x-for-request-id") == "abc")
    #expect(response.header("date") == "Sun, 22 Nov 2026 10:00:00 GMT")
    #expect(response.header("x") == nil)
    let request = try #require(heard.all.first)
    #expect(request.hasPrefix("PUT /api/queue/v1/task/a%2Fb/../c?x=1 HTTP/1.1\r\n"))
    #expect(request.contains("\r\nX-A: 1, 2\r\n"))
    #expect(request.contains("\r\nContent-Length: \(body.count)\r\n"))
    #expect(!request.contains("Expect"))
    #expect(request.hasSuffix("\r\n\r\n{\"body\":\"\u{0}ü\"}"))
  }

  @Test func `five hundred requests take no more than the connections there may be`() async throws {
    let server = try RawServer { connection in
      while connection.read() != nil {
        usleep(2000)
        connection.answer()
      }
    }
    let transport = try transport { $0.maximumInFlight = 8 }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<500 {
        group.addTask {
          let body = Array(repeating: UInt8(ascii: "x"), count: number * 7)
          return try await transport.send(HTTPRequest(.put, server.url, body: body, isDirect: true)).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(server.connections <= 8)
    #expect(server.connections > 1)
  }

  @Test func `a redirect is an answer, and nobody follows it`() async throws {
    let heard = Recorder<String>()
    let server = try RawServer { connection in
      while let request = connection.read() {
        heard.note(request)
        connection.answer(303, "Location: /elsewhere\r\n", "")
      }
    }
    let response = try await transport().send(get(server))
    #expect(response.status == 303)
    #expect(response.header("location") == "/elsewhere")
    #expect(heard.all.count == 1)
  }

  // MARK: - What goes wrong

  @Test(arguments: ["before the head", "in the head", "in the body"], [true, false])
  func `a connection that breaks off`(moment: String, isReset: Bool) async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      switch moment {
      case "in the head": connection.write("HTTP/1.1 200 OK\r\nContent-Le")
      case "in the body": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":")
      default: break
      }
      usleep(20_000)
      if isReset { connection.resetAtEnd() }
    }
    guard case .interrupted? = try await error(of: get(server)) else {
      Issue.record("it was interrupted")
      return
    }
  }

  @Test func `something that is not HTTP`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("SSH-2.0-OpenSSH_9.2\r\n")
    }
    guard case .interrupted? = try await error(of: get(server)) else {
      Issue.record("it was interrupted")
      return
    }
  }

  @Test func `a chunk that never ends its body`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
    }
    let found = try await error(of: get(server))
    #expect(found?.isTransient == true)
  }

  @Test(arguments: ["", "X-Trailer: a\r\n", "HTTP/1.1: b\r\n", "Server-Timing: total;dur=1\r\nDate: nonsense\r\n"])
  func `headers behind the body are no part of the head`(trailer: String) async throws {
    let server = try RawServer { connection in
      while connection.read() != nil {
        connection.write(
          "HTTP/1.1 200 OK\r\nDate: first\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\(trailer)\r\n")
      }
    }
    let transport = try transport()
    for _ in 0..<2 {
      let response = try await transport.send(get(server))
      #expect(response.status == 200)
      #expect(response.body == Array("{}".utf8))
      #expect(response.header("date") == "first")
      #expect(response.header("x-trailer") == nil)
    }
  }

  @Test func `headers behind the body that never end`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
      while connection.write("X-Y: \(String(repeating: "x", count: 80))\r\n") {}
    }
    #expect(try await error(of: get(server)) == .tooLarge(limit: 64 << 10))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\n"]) func `a line of the head that is too long`(before: String) async throws
  {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write(
        "\(before.isEmpty ? "HTTP/1.1 200 " : before + "X: ")\(String(repeating: "x", count: 200_000))\r\n\r\n")
    }
    #expect(try await error(of: get(server)) == .tooLarge(limit: 64 << 10))
  }

  @Test func `nobody listens`() async throws {
    let port = try RawServer { _ in }.port
    usleep(50_000)
    guard case .unreachable? = try await error(of: HTTPRequest(.get, "http://127.0.0.1:\(port)/", isDirect: true))
    else {
      Issue.record("it is unreachable")
      return
    }
  }

  @Test func `a connection that takes too long`() async throws {
    // Nobody takes these off the queue of a listener that holds one: further ones are not answered.
    let full = try FullListener()
    let found = try await error(of: HTTPRequest(.get, full.url, isDirect: true)) {
      $0.connectTimeout = .milliseconds(300)
    }
    guard case .timedOut? = found else {
      Issue.record("it timed out: \(String(describing: found))")
      return
    }
  }

  @Test func `an answer that takes too long in all`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\nX: ")
      for _ in 0..<200 {
        usleep(20_000)
        connection.write("x")
      }
    }
    guard case .timedOut? = try await error(of: get(server), { $0.totalTimeout = .milliseconds(200) }) else {
      Issue.record("it timed out")
      return
    }
  }

  @Test func `no byte for too long`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
      sleep(6)
    }
    guard case .timedOut? = try await error(of: get(server), { $0.idleTimeout = .seconds(1) }) else {
      Issue.record("it timed out")
      return
    }
  }

  @Test func `slow bytes are bytes`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      for character in "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{  }" {
        connection.write(String(character))
        usleep(5000)
      }
    }
    let response = try await transport().send(get(server))
    #expect(response.body == Array("{  }".utf8))
  }

  @Test func `an answer that is too large`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.answer(200, "", String(repeating: "x", count: 100_001))
    }
    #expect(try await error(of: get(server)) { $0.maximumAnswer = 100_000 } == .tooLarge(limit: 100_000))
    let taken = try await transport { $0.maximumAnswer = 100_001 }.send(get(server))
    #expect(taken.body.count == 100_001)
  }

  @Test func `a body that never ends`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while connection.write("1000\r\n\(String(repeating: "x", count: 0x1000))\r\n") {}
    }
    #expect(try await error(of: get(server)) { $0.maximumAnswer = 100_000 } == .tooLarge(limit: 100_000))
  }

  @Test func `a head that never ends`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\n")
      while connection.write("X-Y: \(String(repeating: "x", count: 80))\r\n") {}
    }
    #expect(try await error(of: get(server)) == .tooLarge(limit: 64 << 10))
  }

  @Test func `an answer after thousands of interim ones`() async throws {
    let server = try RawServer { connection in
      _ = connection.read()
      for _ in 0..<5_000 { connection.write("HTTP/1.1 100 Continue\r\nX: interim\r\n\r\n") }
      connection.answer(200, "X: last\r\n")
    }
    #expect(try await transport().send(get(server)).header("x") == "last")
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://", ""])
  func `only http and https are spoken`(url: String) async throws {
    guard case .invalid? = try await error(of: HTTPRequest(.get, url, isDirect: true)) else {
      Issue.record("it is not sent")
      return
    }
  }

  // MARK: - Stop

  @Test func `a cancelled task does not wait for its answer`() async throws {
    let asked = StopSignal()
    let gone = StopSignal()
    let server = try RawServer { connection in
      _ = connection.read()
      asked.raise()
      // Returns when the other side closes.
      _ = connection.read()
      gone.raise()
    }
    let transport = try transport { $0.maximumInFlight = 1 }
    let request = get(server)
    let task = Task { try await transport.send(request) }
    await asked.wait()
    task.cancel()
    await #expect(throws: TransportError.cancelled) { try await task.value }
    await gone.wait()

    // One that waits for its turn, and one that was cancelled before it began.
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(request)
    }
    await #expect(throws: TransportError.cancelled) { try await late.value }
  }

  @Test func `when the transport goes its connections are closed`() async throws {
    let gone = StopSignal()
    let server = try RawServer { connection in
      while connection.read() != nil { connection.answer() }
      gone.raise()
    }
    _ = try await transport().send(get(server))
    await gone.wait()
  }

  @Test func `without libcurl the word is clear`() async {
    await #expect(processExitsWith: .success) {
      do throws(Failure) {
        _ = try CurlTransport(library: ["libcurl-that-is-not-there.so"])
        exit(1)
      } catch {
        guard error.exitCode == .unavailable, error.diagnostics.map(\.id) == ["no-libcurl"],
          error.diagnostics[0].notes[0].message.contains("libcurl-that-is-not-there.so")
        else { exit(2) }
      }
      // A failure is not for ever.
      guard (try? CurlTransport()) != nil else { exit(3) }
    }
  }

  // MARK: - Proxies

  @Test func `a proxy of the environment is asked, but for the exceptions`() async throws {
    let asked = Recorder<String>()
    let proxy = try RawServer { connection in
      while let request = connection.read() {
        asked.note(String(request.prefix { $0 != "\r\n" }))
        connection.answer()
      }
    }
    let server = try RawServer { connection in
      while connection.read() != nil { connection.answer(204, "", "") }
    }
    let environment = ["http_proxy": proxy.url, "no_proxy": "127.0.0.1"]
    let transport = try CurlTransport(CurlTransport.Options(environment: environment))
    let outside = try await transport.send(HTTPRequest(.get, "http://tc.example.com/api"))
    let excepted = try await transport.send(HTTPRequest(.get, server.url))
    #expect(outside.status == 200)
    #expect(excepted.status == 204)
    let all = try CurlTransport(CurlTransport.Options(environment: ["http_proxy": proxy.url]))
    let direct = try await all.send(HTTPRequest(.get, server.url, isDirect: true))
    #expect(direct.status == 204)
    #expect(asked.all == ["GET http://tc.example.com/api HTTP/1.1"])
  }
}
