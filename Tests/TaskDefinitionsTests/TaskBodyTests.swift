import Document
import Glibc
import TaskDefinitions
import Testing

/// One broken rule of `createTask`'s body, and what is said of it.
struct BrokenBody: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let changes: [String: JSON?]
  let path: String
  let id: String

  init(_ name: String, _ changes: [String: JSON?], at path: String, _ id: String) {
    (testDescription, self.changes, self.path, self.id) = (name, changes, path, id)
  }

  static let metadata = TaskFixture.body["metadata"]?.object ?? [:]
  static func metadata(_ field: String, _ value: JSON?) -> [String: JSON?] {
    var object = metadata
    object[field] = value
    return ["metadata": .object(object)]
  }
  static func text(_ count: Int, _ character: Character = "a") -> JSON {
    .string(String(repeating: character, count: count))
  }
  static func ids(_ count: Int) -> JSON {
    .array((0..<count).map { .string(TaskID.derived(decision: .placeholder, label: "\($0)").text) })
  }
  static func routes(_ count: Int) -> JSON { .array((0..<count).map { "route-\($0)" }) }

  static let all: [BrokenBody] = [
    BrokenBody("created is missing", ["created": nil], at: ".", "missing-field"),
    BrokenBody("deadline is missing", ["deadline": nil], at: ".", "missing-field"),
    BrokenBody("payload is missing", ["payload": nil], at: ".", "missing-field"),
    BrokenBody("metadata is missing", ["metadata": nil], at: ".", "missing-field"),
    BrokenBody("a field is misspelt", ["taskGroupID": TaskFixture.someID], at: "taskGroupID", "unknown-field"),
    BrokenBody("created has no zone", ["created": "2026-03-01T12:00:00"], at: "created", "wrong-form"),
    BrokenBody("expires is no time", ["expires": "in a year"], at: "expires", "wrong-form"),
    BrokenBody("taskGroupId is no id", ["taskGroupId": "group"], at: "taskGroupId", "wrong-form"),
    BrokenBody("a dependency is no id", ["dependencies": ["build"]], at: "dependencies[0]", "wrong-form"),
    BrokenBody(
      "a dependency is there twice", ["dependencies": [TaskFixture.someID, TaskFixture.someID]],
      at: "dependencies[1]", "repeated-item"),
    BrokenBody("too many dependencies", ["dependencies": ids(10_001)], at: "dependencies", "wrong-length"),
    BrokenBody("provisionerId is empty", ["provisionerId": ""], at: "provisionerId", "wrong-form"),
    BrokenBody("provisionerId is long", ["provisionerId": text(39)], at: "provisionerId", "wrong-form"),
    BrokenBody("workerType has a capital", ["workerType": "Win"], at: "workerType", "wrong-form"),
    BrokenBody("workerType begins with a digit", ["workerType": "1win"], at: "workerType", "wrong-form"),
    BrokenBody("workerType ends with a dash", ["workerType": "win-"], at: "workerType", "wrong-form"),
    BrokenBody("workerType is long", ["workerType": text(39)], at: "workerType", "wrong-form"),
    BrokenBody("taskQueueId has no slash", ["taskQueueId": "win"], at: "taskQueueId", "wrong-form"),
    BrokenBody("taskQueueId has two slashes", ["taskQueueId": "a/b/c"], at: "taskQueueId", "wrong-form"),
    BrokenBody("taskQueueId is another pool", ["taskQueueId": "relops-3/win2019"], at: "taskQueueId", "task-queue"),
    BrokenBody("no pool at all", ["provisionerId": nil, "workerType": nil], at: ".", "task-queue"),
    BrokenBody("half a pool", ["workerType": nil], at: ".", "task-queue"),
    BrokenBody("schedulerId is empty", ["schedulerId": ""], at: "schedulerId", "wrong-form"),
    BrokenBody("schedulerId is long", ["schedulerId": text(39)], at: "schedulerId", "wrong-form"),
    BrokenBody("projectId is empty", ["projectId": ""], at: "projectId", "wrong-form"),
    BrokenBody("projectId has a space", ["projectId": "a b"], at: "projectId", "wrong-form"),
    BrokenBody("projectId is long", ["projectId": text(501)], at: "projectId", "wrong-form"),
    BrokenBody("requires is unknown", ["requires": "all-complete"], at: "requires", "unknown-value"),
    BrokenBody("too many routes", ["routes": routes(65)], at: "routes", "wrong-length"),
    BrokenBody("a route is long", ["routes": [text(250)]], at: "routes[0]", "wrong-length"),
    BrokenBody("a route is empty", ["routes": [""]], at: "routes[0]", "wrong-length"),
    BrokenBody("a route is there twice", ["routes": ["a", "b", "a"]], at: "routes[2]", "repeated-item"),
    BrokenBody("priority is unknown", ["priority": "normal"], at: "priority", "unknown-value"),
    BrokenBody("retries is negative", ["retries": -1], at: "retries", "out-of-range"),
    BrokenBody("too many retries", ["retries": 50], at: "retries", "out-of-range"),
    BrokenBody("retries is broken", ["retries": 1.5], at: "retries", "wrong-type"),
    BrokenBody("retries is a text", ["retries": "5"], at: "retries", "wrong-type"),
    BrokenBody("a scope has a letter beyond ASCII", ["scopes": ["é"]], at: "scopes[0]", "wrong-form"),
    BrokenBody("a scope has a line break", ["scopes": ["a\nb"]], at: "scopes[0]", "wrong-form"),
    BrokenBody("a scope ends in two stars", ["scopes": ["a", "b**"]], at: "scopes[1]", "scope-form"),
    BrokenBody("payload is a list", ["payload": []], at: "payload", "wrong-type"),
    BrokenBody("name is long", metadata("name", text(256)), at: "metadata.name", "wrong-length"),
    BrokenBody(
      "description is long", metadata("description", text(32_769)), at: "metadata.description", "wrong-length"),
    BrokenBody("owner is missing", metadata("owner", nil), at: "metadata", "missing-field"),
    BrokenBody("owner is long", metadata("owner", text(256)), at: "metadata.owner", "wrong-length"),
    BrokenBody("source is a path", metadata("source", "/home/me"), at: "metadata.source", "wrong-form"),
    BrokenBody("metadata has a field more", metadata("title", "x"), at: "metadata.title", "unknown-field"),
    BrokenBody("a tag is a number", ["tags": ["a": 1]], at: "tags.a", "wrong-type"),
    BrokenBody("a tag is long", ["tags": ["a.b": text(4097)]], at: "tags[\"a.b\"]", "wrong-length"),
    BrokenBody("extra is a text", ["extra": "x"], at: "extra", "wrong-type"),
    BrokenBody("an index route has an empty part", ["routes": ["index.a..b"]], at: "routes[0]", "index-namespace"),
    BrokenBody("an index route has a space", ["routes": ["index.a b"]], at: "routes[0]", "index-namespace"),
    BrokenBody("an index route is bare", ["routes": ["index."]], at: "routes[0]", "index-namespace"),
    BrokenBody("created is long ago", ["created": "2026-03-01T11:44:59.999Z"], at: "created", "task-dates"),
    BrokenBody("created is far ahead", ["created": "2026-03-01T12:15:00.001Z"], at: "created", "task-dates"),
    BrokenBody(
      "deadline comes before created", ["deadline": "2026-03-01T11:59:59.999Z"], at: "deadline", "task-dates"),
    BrokenBody("deadline is too late", ["deadline": "2026-03-06T12:15:00.001Z"], at: "deadline", "task-dates"),
    BrokenBody(
      "expires comes before deadline", ["expires": "2026-03-02T11:59:59.999Z"], at: "expires", "task-dates"),
    BrokenBody(
      "the proxy cannot sign so many scopes",
      [
        "scopes": .array([text(596), text(598)]), "payload": ["features": ["taskclusterProxy": true]],
      ], at: "scopes", "proxy-scopes"),
  ]
}

@Suite("The body of createTask")
struct TaskBodyTests {
  @Test("each rule, broken", arguments: BrokenBody.all)
  func broken(_ broken: BrokenBody) throws {
    let violations = TaskFixture.task(broken.changes).violations(now: TaskFixture.now)
    #expect(violations.map { "\($0.path) \($0.id)" } == ["\(broken.path) \(broken.id)"])
    let violation = try #require(violations.first)
    #expect(violation.message.last != ".")
    #expect(!violation.message.contains("\n"))
  }

  @Test(
    "each rule, just kept",
    arguments: [
      [:],
      ["created": "2026-03-01T11:45:00.000Z"],
      ["created": "2026-03-01T12:15:00.000Z"],
      ["created": "2026-03-01T13:00:00+01:00"],
      ["deadline": "2026-03-06T12:15:00.000Z"],
      ["expires": "2026-03-02T12:00:00.000Z"],
      ["provisionerId": BrokenBody.text(38), "workerType": BrokenBody.text(38)],
      ["provisionerId": nil, "workerType": nil, "taskQueueId": "relops-3/win2022"],
      ["taskQueueId": "relops-3/win2022"],
      ["workerType": "a"],
      ["dependencies": BrokenBody.ids(10_000)],
      ["routes": BrokenBody.routes(64)],
      ["routes": [BrokenBody.text(249)]],
      ["routes": ["index.project.relops.v1.win10-64-2004.latest", "index.a!~*'()%-", "é", "e\u{301}"]],
      ["scopes": ["a", "a", "b*"]],
      ["projectId": BrokenBody.text(500)],
      ["retries": 49], ["retries": 0],
      ["tags": ["a": BrokenBody.text(4096)]],
      ["metadata": .object(BrokenBody.metadata(of: "name", BrokenBody.text(255, "😀")))],
      ["metadata": .object(BrokenBody.metadata(of: "source", "git@example.com:repo"))],
      [
        "scopes": .array([BrokenBody.text(595), BrokenBody.text(598)]),
        "payload": ["features": ["taskclusterProxy": true]],
      ],
    ] as [[String: JSON?]])
  func kept(changes: [String: JSON?]) {
    #expect(TaskFixture.task(changes).violations(now: TaskFixture.now) == [])
  }

  @Test("a misspelt field names the field that was meant")
  func nearMiss() throws {
    let violation = try #require(TaskFixture.task(["dependancies": []]).schemaViolations.first)
    #expect(violation.message == "no field `dependancies` is known in a task")
    #expect(violation.help == "did you mean `dependencies`?")
    #expect(violation.isAboutKey)
  }

  @Test("ten thousand tasks are checked in a fraction of a second")
  func speed() {
    let task = TaskFixture.task([
      "routes": BrokenBody.routes(6), "dependencies": BrokenBody.ids(3), "tags": ["a": "b"], "extra": ["x": [1, 2]],
    ])
    // Of this thread, so that it does not matter what else the machine does.
    let start = clock()
    for _ in 0..<10_000 where !task.schemaViolations.isEmpty { Issue.record("the task is good") }
    // Without optimisation; with it, it takes a fortieth.
    #expect(clock() - start < .seconds(10))
  }

  private func clock() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension BrokenBody {
  static func metadata(of field: String, _ value: JSON) -> JSONObject {
    var object = metadata
    object[field] = value
    return object
  }
}
