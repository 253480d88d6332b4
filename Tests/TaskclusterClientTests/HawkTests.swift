import Document
import FoundationEssentials
import TestSupport
import Testing

@testable import TaskclusterClient

@Suite struct HawkTests {
  /// Vectors of the server's own implementation.
  @Test(arguments: [
    (
      HTTPRequest.Method.put, "", nil, nil,
      #"mac="snExjeEnuribh/ZB4jSeQjEF9MuFg8meO8x4kkNjlUw=""#
    ),
    (
      .put, "", #"{"a":1}"#, nil,
      #"hash="qKG2AtsqLMhIdy7+OrxWG0bU8wTDncYSW0gmNukAKpI=", mac="SEg0Oze5PKJ/wzT0XXn4J7qtKd6oTpEFeiZuWm5StOk=""#
    ),
    (
      .get, "?limit=1", nil, ["queue:create-task:low:p/w"],
      #"ext="eyJhdXRob3JpemVkU2NvcGVzIjpbInF1ZXVlOmNyZWF0ZS10YXNrOmxvdzpwL3ciXX0=", "#
        + #"mac="aj2w0/kypHWmSGS3CDN1UAULi+D0pjdnKOHJU003D1s=""#
    ),
  ])
  func vectors(method: HTTPRequest.Method, query: String, body: String?, scopes: [String]?, rest: String) {
    let header = Hawk.header(
      method,
      Hawk.Target(
        host: "tc.example.com", port: 443, resource: "/api/queue/v1/task/fN1SbArXTPSVFNUvaOlinQ" + query),
      body: body.map { ("application/json", Array($0.utf8)) },
      credentials: HawkCredentials(clientID: "tester", accessToken: "no-secret", authorizedScopes: scopes),
      time: 1_700_000_000, nonce: "Ygvqdz")
    #expect(header == #"Hawk id="tester", ts="1700000000", nonce="Ygvqdz", "# + rest)
  }

  @Test func `the type of a body counts without case and parameters`() {
    let plain = Hawk.payloadHash(contentType: "application/json", Array("{}".utf8))
    #expect(Hawk.payloadHash(contentType: "Application/JSON ; charset=utf-8", Array("{}".utf8)) == plain)
    #expect(Hawk.payloadHash(contentType: "text/plain", Array("{}".utf8)) != plain)
  }

  // MARK: - From the other side

  private struct Case {
    let request: JSON
    /// What the other side must read in `ext`, or nil where it must refuse.
    let ext: JSON?
  }

  /// Requests of all kinds, and every seventh changed on its way.
  private static func cases(_ count: Int) -> [Case] {
    var random = Splitmix(seed: 20_261_122)
    return (0..<count).map { number in
      let id = "client/" + random.text(of: "abc.XYZ-_/|@ ~", atMost: 12)
      let key = random.text(of: "abcXYZ019-_=+/", atMost: 44) + "k"
      let scopes = random.chance(2) ? (0..<random.below(4)).map { _ in random.text(of: "ab:/*é", atMost: 9) } : nil
      let certificate = random.chance(2) ? TemporaryCredentials.sample(scopes: ["a:*"]).certificate : nil
      let method: HTTPRequest.Method = random.chance(2) ? .put : .get
      let body = random.chance(2) ? random.text(of: "{}\"a: 1,é\n", atMost: 40) : nil
      let port = random.chance(2) ? "" : ":\(1 + random.below(65_535))"
      let server = ServerURL((random.chance(2) ? "https" : "http") + "://TC-1.example.com\(port)")!
      let call = Call(method, .queue, [.word("task"), .argument(random.text(of: "aB/ %?#ü.~", atMost: 9))])
      let query = random.chance(3) ? "?limit=" + PercentEncoding.encoded(random.text(of: "1&= ", atMost: 5)) : ""
      let resource = call.resource + query
      let credentials = HawkCredentials(
        clientID: id, accessToken: key, certificate: certificate, authorizedScopes: scopes)
      let type = random.chance(2) ? "application/json" : "Application/JSON; charset=utf-8"
      let header = Hawk.header(
        method, Hawk.Target(host: server.host, port: server.port, resource: resource),
        body: body.map { (type, Array($0.utf8)) }, credentials: credentials, time: 1_700_000_000 + Int64(number),
        nonce: "n\(number)")
      let isChanged = number % 7 == 6
      var ext: JSONObject = [:]
      if let certificate { ext["certificate"] = certificate.json.reveal() }
      if let scopes { ext["authorizedScopes"] = JSON(scopes) }
      return Case(
        request: [
          "id": .string(id), "key": .string(key), "method": .string(method.rawValue),
          "url": .string("\(server)\(resource)\(isChanged ? "x" : "")"),
          "content": body.map(JSON.string) ?? .null, "type": .string(type), "header": .string(header),
        ], ext: isChanged ? nil : ext.isEmpty ? .null : .object(ext))
    }
  }

  @Test(.enabled(if: Tool.python != nil)) func `mohawk accepts what we sign and refuses what was changed`() async throws
  {
    let cases = Self.cases(700)
    let file = FileManager.default.temporaryDirectory.appending(path: "hawk-\(UUID().uuidString).json")
    try Data(JSON.array(cases.map(\.request)).bytes()).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await Program.run(Tool.python!, [Checkout.root + "/Tests/Tools/hawk.py", file.path])
    #expect(run.code == 0, "\(run.errors)")
    let answers = try JSON(parsing: run.output.utf8).array!
    #expect(answers.count == cases.count)
    for (number, (answer, expected)) in zip(answers, cases).enumerated() {
      if let ext = expected.ext {
        #expect(answer == ["ext": ext], "case \(number)")
      } else {
        #expect(answer["refused"] != nil, "case \(number)")
      }
    }
  }
}

/// A source of chance that is the same in each run. Source: SplitMix64, Steele, Lea and Flood 2014.
struct Splitmix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
  mutating func chance(_ one: Int) -> Bool { below(one) == 0 }
  mutating func text(of alphabet: String, atMost count: Int) -> String {
    let characters = Array(alphabet)
    return String((0..<below(count + 1)).map { _ in characters[below(characters.count)] })
  }
}
