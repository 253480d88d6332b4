import Diagnostics
import Document
import FoundationEssentials
import TaskDefinitions
import TestSupport
import Testing

@testable import TaskclusterClient

/// TLS and HTTP/2, against servers in Python.
@Suite(.timeLimit(.minutes(10)), .enabled(if: Tool.python != nil)) struct TLSTests {
  /// A key and a certificate for `localhost`, signed by nobody but itself.
  private final class Identity: Sendable {
    let folder: TemporaryFolder
    var key: String { folder.path + "/key.pem" }
    var certificate: String { folder.path + "/cert.pem" }

    init() async throws {
      folder = try TemporaryFolder()
      let made = try await Program.run(
        "openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
          "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ])
      try #require(made.code == 0, "\(made.errors)")
    }

    func trusting() throws -> CurlTransport {
      try CurlTransport(CurlTransport.Options(environment: ["SSL_CERT_FILE": certificate]))
    }
  }

  private func get(_ host: String, _ port: String) -> HTTPRequest {
    HTTPRequest(.get, "https://\(host):\(port)/", isDirect: true)
  }

  @Test func `a server must prove who it is`() async throws {
    let identity = try await Identity()
    let trusting = try identity.trusting()
    let protocols = try await withServer("tls_server.py", identity, ["http/1.1", "3"]) { port in
      #expect(try await trusting.send(get("localhost", port)).status == 200)
      // Signed by nobody that the system trusts, and then not by that name.
      for (transport, host) in [(try CurlTransport(), "localhost"), (trusting, "127.0.0.1")] {
        let error = await #expect(throws: TransportError.self) { try await transport.send(get(host, port)) }
        guard case .untrusted? = error else {
          Issue.record("\(host) is not trusted: \(String(describing: error))")
          continue
        }
        #expect(error?.isTransient == false)
      }
    }
    #expect(protocols.split(separator: "\n").first == "http/1.1")
  }

  @Test func `a server that does not speak TLS`() async throws {
    let server = try RawServer { connection in
      connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
      _ = connection.read()
    }
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(get("127.0.0.1", "\(server.port)"))
    }
    guard case .unreachable? = error else {
      Issue.record("no handshake: \(String(describing: error))")
      return
    }
  }

  @Test func `where the server speaks HTTP/2, a whole graph goes over one connection`() async throws {
    let identity = try await Identity()
    let items = Fixture.graph(builds: 100)
    let text = try await withServer("http2_server.py", identity, ["\(items.count)"]) { port in
      let client = Client(
        Access(server: try #require(ServerURL("https://localhost:\(port)")), credentials: .anonymous),
        transport: try identity.trusting(), pacing: .real(now: { ManualTime.start }), policy: .submission)
      let report = try await Submission(items, client: client).run()
      #expect(report.kinds == [.created: 300], "\(report.diagnostics)")
    }
    let seen = try JSON(parsing: text.utf8)
    #expect(seen["versions"] == ["2"])
    #expect(seen["connections"]?.array?.count == 1)
    #expect(seen["requests"] == 300)
    #expect(seen["at once"]?.int ?? 0 > 10)
    #expect(seen["at once"]?.int ?? 99 <= 50)
    #expect(seen["bytes"]?.int ?? 0 >= items.map { JSON.object($0.definition.body).bytes().count }.reduce(0, +))
  }

  /// Runs a server of Tests/Tools as long as `body` needs it. Returns what it printed.
  private func withServer(
    _ name: String, _ identity: Identity, _ arguments: [String], _ body: (String) async throws -> Void
  ) async throws -> String {
    let python = try #require(Tool.python)
    let portFile = identity.folder.path + "/port"
    async let run = Program.run(
      python, [Checkout.root + "/Tests/Tools/" + name, identity.certificate, identity.key] + arguments + [portFile])
    while !FileManager.default.fileExists(atPath: portFile) { try await Task.sleep(for: .milliseconds(20)) }
    try await body(try identity.folder.read("port"))
    let ended = try await run
    #expect(ended.code == 0, "\(ended.errors)")
    return ended.output
  }
}
