import Document
import LocalQueue
import TaskDefinitions
import Testing

@Suite("Signed requests")
struct HawkTests {
  static let path = "/api/queue/v1/task/fN1SbArXTPSVFNUvaOlinQ"
  static let now = Timestamp(milliseconds: 1_700_000_000_000)

  /// The signatures of two `PUT`s. Source: vectors of the real code.
  static let put = #"mac="snExjeEnuribh/ZB4jSeQjEF9MuFg8meO8x4kkNjlUw=""#
  static let putWithBody =
    #"hash="qKG2AtsqLMhIdy7+OrxWG0bU8wTDncYSW0gmNukAKpI=", mac="SEg0Oze5PKJ/wzT0XXn4J7qtKd6oTpEFeiZuWm5StOk=""#

  private func answer(
    _ method: String, _ target: String, _ fields: String, body: String = "", id: String = "tester",
    scopes: [String] = ["*"], now: Timestamp = now
  ) -> (status: Int, message: String) {
    let known = Authentication.Credentials(clientID: "tester", accessToken: "no-secret", scopes: ScopeSet(scopes))
    var service = QueueService(
      state: QueueState(rootURL: "https://tc.example.com"), authentication: .hawk([known]), started: now)
    let header = #"Hawk id="\#(id)", ts="1700000000", nonce="Ygvqdz", \#(fields)"#
    let reply = service.answer(
      APIRequest(
        method: method, target: target,
        headers: [
          "host": "tc.example.com:443", "authorization": header, "content-type": "application/json; charset=utf-8",
        ], body: Array(body.utf8)), now: now)
    let message = (try? JSON(parsing: reply.body))?["message"]?.string ?? ""
    return (reply.status, message.split(separator: "\n").first.map(String.init) ?? "")
  }

  /// A task that the schema takes, so that the signature is looked at.
  private static let task = Bench.body([
    "created": "2023-11-14T22:13:20.000Z", "deadline": "2023-11-15T22:13:20.000Z",
  ]).text()

  @Test("the vectors are taken")
  func vectors() {
    #expect(answer("PUT", Self.path, Self.put, body: Self.task).status == 200)
    let body = answer("PUT", Self.path, Self.putWithBody, body: #"{"a":1}"#)
    #expect(body.message == "Schema Validation Failed!")
    let listed = answer("PUT", Self.path, Self.putWithBody, body: Self.task)
    #expect(listed.message == "Invalid payload hash: qKG2AtsqLMhIdy7+OrxWG0bU8wTDncYSW0gmNukAKpI=")
  }

  @Test(
    "what is refused",
    arguments: [
      ("PUT", path + "?", put, "tester", "Unauthorized: Bad mac"),
      ("PUT", path, put, "stranger", "Unauthorized: Unknown credentials"),
      ("PUT", path, "mac=\"\"", "tester", "Unauthorized: Bad mac"),
      ("PUT", path, put + #", ext="e30=""#, "tester", "Unauthorized: Bad mac"),
      ("PUT", path, put + #", ext="W10=""#, "tester", "ext.certificate must be an object"),
      ("PUT", path, "hash=\"x\"", "tester", "Bad Request: Missing attributes"),
    ])
  func refused(method: String, path: String, fields: String, id: String, message: String) {
    let answer = answer(method, path, fields, body: Self.task, id: id)
    #expect(answer == (401, message))
  }

  @Test("a clock may be a quarter of an hour off", arguments: [(-901, 401), (-900, 200), (900, 200), (901, 401)])
  func skew(seconds: Int64, status: Int) {
    let now = Self.now.advanced(byMilliseconds: seconds * 1000)
    let task = Bench.body(["created": .string(now.iso), "deadline": .string(now.advanced(byMilliseconds: 1000).iso)])
    #expect(answer("PUT", Self.path, Self.put, body: task.text(), now: now).status == status)
  }

  @Test("a signature gives the scopes of its owner, no more")
  func scopes() {
    #expect(answer("PUT", Self.path, Self.put, body: Self.task, scopes: ["queue:create-task:*"]).status == 403)
  }

  @Test(
    "base 64, either alphabet",
    arguments: [
      ("", []), ("AA==", [0]), ("AAA=", [0, 0]), ("AAAA", [0, 0, 0]), ("+/8=", [0xFB, 0xFF]),
      ("aGVsbG8=", Array("hello".utf8)),
    ] as [(String, [UInt8])])
  func base64(text: String, bytes: [UInt8]) {
    #expect(Base64.encoded(bytes) == text)
    #expect(Base64.decoded(text) == bytes)
    let url = Base64.urlEncoded(bytes)
    #expect(!url.contains { "+/=".contains($0) })
    #expect(Base64.decoded(url) == bytes)
  }

  @Test("what is no base 64", arguments: ["A", "AAAAA", "A A=", "é", "AA=A"])
  func noBase64(text: String) {
    #expect(Base64.decoded(text) == nil)
  }
}
