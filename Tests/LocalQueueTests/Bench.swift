import Document
import LocalQueue
import TaskDefinitions

/// A queue without a wire, whose clock stands still until it is moved.
struct Bench {
  var service: QueueService
  var now = Bench.start

  static let start = Timestamp(iso: "2026-03-01T12:00:00.000Z") ?? Timestamp(milliseconds: 0)
  static let group = "fN1SbArXTPSVFNUvaOlinQ"

  init(scopes: [String] = ["*"]) {
    let state = QueueState(
      rootURL: "https://tc.example.com",
      secrets: [
        "project/good": StoredSecret(["a": 1], expires: Bench.start.advanced(byMilliseconds: 60_000)),
        "project/old": StoredSecret(["a": 1], expires: Bench.start),
      ])
    service = QueueService(
      state: state, authentication: .open(scopes: ScopeSet(scopes)), started: Bench.start)
  }

  static func id(_ label: String) -> TaskID { .derived(decision: .placeholder, label: label) }

  static let body: JSONObject = [
    "created": "2026-03-01T12:00:00.000Z", "deadline": "2026-03-02T12:00:00.000Z", "provisionerId": "relops-3",
    "workerType": "win2022", "schedulerId": "tests", "taskGroupId": .string(group),
    "metadata": ["name": "n", "description": "d", "owner": "o@example.com", "source": "https://example.com"],
    "payload": [:],
  ]

  /// The good body with some fields replaced; nil removes one.
  static func body(_ changes: [String: JSON?]) -> JSON {
    var body = body
    for (field, value) in changes { body[field] = value }
    return .object(body)
  }

  struct Answer {
    let status: Int
    let json: JSON
    let headers: [String: String]

    var code: String? { json["code"]?.string }
    /// The message, without what lib-api hangs below it.
    var message: String {
      let text = json["message"]?.string ?? ""
      return text.firstRange(of: "\n\n---\n").map { String(text[..<$0.lowerBound]) } ?? text
    }
  }

  @discardableResult
  mutating func ask(_ method: String, _ target: String, _ body: JSON? = nil, type: String = "application/json")
    -> Answer
  {
    ask(method, target, bytes: body?.bytes() ?? [], type: type)
  }

  mutating func ask(_ method: String, _ target: String, bytes: [UInt8], type: String = "application/json") -> Answer {
    let reply = service.answer(
      APIRequest(method: method, target: target, headers: ["content-type": type], body: bytes), now: now)
    let headers = Dictionary(reply.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { a, _ in a })
    return Answer(status: reply.status, json: (try? JSON(parsing: reply.body)) ?? .null, headers: headers)
  }

  @discardableResult
  mutating func create(_ label: String, _ changes: [String: JSON?] = [:]) -> Answer {
    ask("PUT", "/api/queue/v1/task/\(Self.id(label))", Self.body(changes))
  }

  mutating func state(_ label: String) -> String? {
    ask("GET", "/api/queue/v1/task/\(Self.id(label))/status").json["status"]?["state"]?.string
  }
}
