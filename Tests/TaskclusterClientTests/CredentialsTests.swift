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
      #expect(credentials.flaw(at: expiry) == .expired(expiry))
      #expect(credentials.flaw(at: expiry.advanced(byMilliseconds: -1)) == nil)
      #expect(credentials.flaw(at: start) == nil)
      #expect(credentials.flaw(at: start.advanced(byMilliseconds: -1)) == .early(start))
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
    let more = redaction.adding(["päß wört"])
    #expect(more.apply(to: "p%C3%A4%C3%9F%20w%C3%B6rt.") == "(secret).")
  }

  /// However a page or a log writes it, and however much of it: twelve characters in a row are too many.
  @Test(arguments: [
    ("as it is", "x AbcD+efgh/ijk_LMNop-qrs= y", "x (secret)= y"),
    ("cut", "x AbcD+efgh/ijk_", "x (secret)"), ("its middle", "…fgh/ijk_LMNop…", "…(secret)…"),
    ("a few characters", "AbcD+efgh", "AbcD+efgh"), ("for URLs", "AbcD%2Befgh%2fijk%5FLMNop-qrs", "(secret)"),
    ("twice for URLs", "AbcD%252Befgh%252Fijk_LMNop-qrs", "(secret)"),
    ("of the other alphabet", "AbcD-efgh_ijk_LMNop-qrs", "(secret)"),
    ("in JSON", "AbcD\\u002Befgh\\/ijk_LMNop-qrs\\n", "(secret)\\n"),
    ("in HTML", "AbcD&#43;efgh&#x2F;ijk_LMNop-qrs&lt;", "(secret)&lt;"),
    ("with a line break", "AbcD+efgh/i\r\n  jk_LMNop-qrs", "(secret)"),
    ("with what is not seen", "AbcD+efgh\u{200B}/ijk_L\u{AD}MNop-qrs", "(secret)"),
    ("in capitals", "ABCD+EFGH/IJK_LMNOP-QRS", "(secret)"),
    ("with a combining mark", "AbcD+efgh/ijk_LMNop-qrs\u{301}", "(secret)\u{301}"),
  ])
  func `a secret in other clothes`(name: String, text: String, shown: String) {
    let redaction = Redaction([], random: ["AbcD+efgh/ijk_LMNop-qrs"])
    #expect(redaction.apply(to: text) == shown)
    #expect(Redaction.none.apply(to: text) == text)
  }

  @Test func `of a short secret, only the whole is taken out`() {
    #expect(Redaction([], random: ["xyz"]).apply(to: "see the x of xyz") == "see the x of (secret)")
  }

  @Test(arguments: 0...4) func `a secret within base 64`(before: Int) {
    let secret = "AbcD+efgh/ijk_LMNop-qrs"
    let text = Base64.encoded(Array((String(repeating: "k", count: before) + secret + "}").utf8))
    let shown = Redaction([], random: [secret]).apply(to: "x \(text) y")
    #expect(shown.contains(Redaction.mark))
    #expect(shown.utf8.count < 30, "\(shown)")
  }

  @Test(arguments: [
    (
      #"Hawk id="me", ts="1", nonce="n", hash="abcd/efgh+1234=", ext="eyJjZXJ0aWZpY2F0", mac="ABCD+efgh123=""#,
      #"Hawk id="me", ts="1", nonce="n", hash="(secret)", ext="(secret)", mac="(secret)""#
    ),
    (#"{"mac": "ABCDefgh1234", "hash":'ABCDefgh1234'}"#, #"{"mac": "(secret)", "hash":'(secret)'}"#),
    ("mac=%22ABCDefgh1234%22", "mac=%22(secret)%22"), (#"mac=\"ABCDefgh1234\""#, #"mac=\"(secret)\""#),
    ("mac=&quot;ABCDefgh1234&quot;", "mac=&quot;(secret)&quot;"), ("next=ABCDefgh1234", "next=ABCDefgh1234"),
    ("mac = ABCDefgh1234, ts", "mac = (secret), ts"), ("hash=short", "hash=short"),
    ("see https://user:pass@example.com/a@b", "see https://(secret)@example.com/a@b"),
    ("see https://example.com/a@b", "see https://example.com/a@b"),
  ])
  func `a signature is known by its form`(text: String, shown: String) {
    #expect(Redaction.none.apply(to: text) == shown)
  }
}
