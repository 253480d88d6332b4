import Diagnostics
import Document
import TaskDefinitions
import TestSupport
import Testing

@testable import TaskclusterClient

@Suite struct CredentialsTests {
  /// The vectors of temporary credentials: what they are made of, and what a request with them says.
  @Test(.enabled(if: Shared.exists("taskcluster/hawk/temporary-credentials.json")))
  func `temporary credentials as the server makes them`() throws {
    let text = try #require(try Shared.text("taskcluster/hawk/temporary-credentials.json"))
    let vectors = try #require(try JSON(parsing: text.utf8).array)
    #expect(vectors.count == 4)
    for vector in vectors {
      let expected = try #require(vector["expectedTempCreds"])
      let name = try #require(vector["tempCredsName"]?.string)
      let start = try #require(vector["start"]?.string.flatMap { Timestamp(iso: $0) })
      let expiry = try #require(vector["expiry"]?.string.flatMap { Timestamp(iso: $0) })
      let made = TemporaryCredentials(
        issuer: try #require(vector["permCreds"]?["clientId"]?.string),
        issuerToken: try #require(vector["permCreds"]?["accessToken"]?.string), name: name.isEmpty ? nil : name,
        scopes: try #require(vector["tempCredsScopes"]?.array).compactMap(\.string),
        start: start.milliseconds, expiry: expiry.milliseconds, seed: try #require(vector["seed"]?.string))
      #expect(made.clientID == expected["clientId"]?.string)
      #expect(made.accessToken == expected["accessToken"]?.string)

      // Read from the environment, all of it comes back in the header.
      let certificate = try #require(expected["certificate"]?.string)
      let access = try Access(environment: [
        "TASKCLUSTER_ROOT_URL": "https://tc.example.com", "TASKCLUSTER_CLIENT_ID": made.clientID,
        "TASKCLUSTER_ACCESS_TOKEN": made.accessToken, "TASKCLUSTER_CERTIFICATE": certificate,
      ])
      guard case .hawk(let credentials) = access.credentials else {
        Issue.record("these are Hawk credentials")
        continue
      }
      let read = try #require(credentials.certificate)
      #expect(read.start == start && read.expiry == expiry)
      #expect(read.json.reveal() == (try JSON(parsing: made.certificateText.utf8)))
      #expect(credentials.isExpired(at: expiry))
      #expect(!credentials.isExpired(at: expiry.advanced(byMilliseconds: -1)))
      let scopes = expected["authorizedScopes"]?.array?.compactMap(\.string)
      let narrowed = HawkCredentials(
        clientID: made.clientID, accessToken: made.accessToken, certificate: read, authorizedScopes: scopes)
      var ext: JSONObject = ["certificate": read.json.reveal()]
      if let scopes { ext["authorizedScopes"] = JSON(scopes) }
      #expect(narrowed.ext?.reveal() == Base64.encoded(JSON.object(ext).bytes()))
    }
  }

  // MARK: - From an environment

  private static let permanent = [
    "TASKCLUSTER_ROOT_URL": "https://tc.example.com/", "TASKCLUSTER_CLIENT_ID": "me",
    "TASKCLUSTER_ACCESS_TOKEN": Fixture.token,
  ]

  @Test func `the task's proxy goes before all else and is asked directly`() throws {
    let access = try Access(environment: Self.permanent.merging(["TASKCLUSTER_PROXY_URL": "http://taskcluster"]) { $1 })
    #expect(access.server.description == "http://taskcluster")
    #expect(access.isDirect)
    guard case .proxy = access.credentials else {
      Issue.record("the proxy signs")
      return
    }
  }

  @Test func `with a root URL alone one is nobody`() throws {
    let access = try Access(environment: [
      "TASKCLUSTER_ROOT_URL": "https://tc.example.com", "TASKCLUSTER_CLIENT_ID": "",
    ])
    #expect(!access.isDirect)
    guard case .anonymous = access.credentials else {
      Issue.record("nobody is named")
      return
    }
  }

  @Test(arguments: [
    ([:], "missing-variable", "TASKCLUSTER_ROOT_URL"),
    (["TASKCLUSTER_ROOT_URL": "tc.example.com"], "bad-root-url", "TASKCLUSTER_ROOT_URL"),
    (["TASKCLUSTER_PROXY_URL": "http://me:tokenABCDEFGHijklmnop@x"], "bad-root-url", "TASKCLUSTER_PROXY_URL"),
    (permanent.filter { $0.key != "TASKCLUSTER_CLIENT_ID" }, "missing-variable", "TASKCLUSTER_CLIENT_ID"),
    (permanent.filter { $0.key != "TASKCLUSTER_ACCESS_TOKEN" }, "missing-variable", "TASKCLUSTER_ACCESS_TOKEN"),
    (permanent.merging(["TASKCLUSTER_CLIENT_ID": "a\"b"]) { $1 }, "bad-client-id", "TASKCLUSTER_CLIENT_ID"),
    (permanent.merging(["TASKCLUSTER_CLIENT_ID": "a\r\nX: y"]) { $1 }, "bad-client-id", "TASKCLUSTER_CLIENT_ID"),
    (permanent.merging(["TASKCLUSTER_CERTIFICATE": "{}"]) { $1 }, "bad-certificate", "TASKCLUSTER_CERTIFICATE"),
    (
      permanent.merging(["TASKCLUSTER_CERTIFICATE": Fixture.token]) { $1 }, "bad-certificate", "TASKCLUSTER_CERTIFICATE"
    ),
  ])
  func `a mistake names its variable and no value`(environment: [String: String], id: String, name: String) throws {
    let failure = #expect(throws: Failure.self) { try Access(environment: environment) }
    let diagnostic = try #require(failure?.diagnostics.first)
    #expect(failure?.exitCode == .usage)
    #expect(diagnostic.id == id)
    #expect(diagnostic.message.contains(name))
    #expect(!DiagnosticRenderer().text(of: [diagnostic]).contains(Fixture.token))
  }

  // MARK: - Secrets

  @Test func `no way of printing shows a secret`() {
    let sample = TemporaryCredentials.sample(scopes: ["*"])
    let credentials = HawkCredentials(
      clientID: "me", accessToken: sample.accessToken, certificate: sample.certificate, authorizedScopes: ["a"])
    let access = Access(server: Fixture.server, credentials: .hawk(credentials))
    let request = HTTPRequest(
      .put, "https://tc.example.com", headers: [HTTPRequest.Header("Authorization", sample.accessToken)],
      body: Array(sample.certificateText.utf8))
    let client = Client(access, transport: MemoryQueue(time: ManualTime()), pacing: ManualTime().pacing())
    let response = HTTPResponse(status: 200, body: Array(sample.accessToken.utf8))
    let secret = Secret(JSON.string(sample.accessToken))
    let values: [Any] = [credentials, access, request, client, response, secret, Credentials.hawk(credentials)]
    let forbidden = credentials.redaction
    for value in values {
      var dumped = ""
      dump(value, to: &dumped)
      for text in ["\(value)", String(reflecting: value), String(describing: value), dumped] {
        #expect(forbidden.apply(to: text) == text)
        #expect(!text.contains(sample.accessToken))
        #expect(!text.contains("signature"))
      }
    }
  }

  @Test func `what others print is searched for secrets`() {
    let redaction = Redaction(["abc", "abcdef", ""])
    #expect(redaction.apply(to: "x abcdef y abc z") == "x (secret) y (secret) z")
    #expect(redaction.apply(to: "nothing") == "nothing")
  }
}
