import Document
import TaskDefinitions
import Testing

@Suite("Whether two definitions are one task")
struct TaskIdentityTests {
  @Test("the queue's defaults are filled in")
  func defaults() {
    let normalized = TaskFixture.task(["deadline": "2026-03-02T13:00:00+01:00"]).normalized(taskID: TaskFixture.id)
    var expected = TaskFixture.body
    for (field, value) in [
      ("dependencies", []), ("extra", [:]), ("priority", "lowest"), ("projectId", "none"),
      ("requires", "all-completed"), ("retries", 5), ("routes", []), ("scopes", []), ("tags", [:]),
      ("expires", "2027-03-02T12:00:00.000Z"), ("taskGroupId", TaskFixture.someID), ("taskQueueId", "relops-3/win2022"),
    ] as [(String, JSON)] {
      expected[field] = value
    }
    #expect(normalized.body == expected)
    #expect(normalized.normalized(taskID: TaskFixture.id) == normalized)
  }

  @Test(
    "a year later, by the calendar",
    arguments: [
      ("2026-03-02T12:00:00.000Z", "2027-03-02T12:00:00.000Z"),
      ("2027-03-02T12:00:00.000Z", "2028-03-02T12:00:00.000Z"),
      ("2028-02-29T23:59:59.999Z", "2029-03-01T23:59:59.999Z"),
    ])
  func year(from: String, to: String) throws {
    #expect(try #require(Timestamp(iso: from)).oneYearLater.iso == to)
  }

  @Test(
    "the same task, said otherwise",
    arguments: [
      ["created": "2026-03-01T13:00:00.000+01:00"],
      ["created": "2026-03-01T12:00:00Z"],
      ["created": "2026-03-01T12:00:00.0004Z"],
      ["taskQueueId": "relops-3/win2022"],
      ["provisionerId": nil, "workerType": nil, "taskQueueId": "relops-3/win2022"],
      ["retries": 5.0], ["scopes": []], ["priority": "lowest"], ["taskGroupId": TaskFixture.someID],
      ["runs": [], "retriesLeft": 3, "takenUntil": "2026-03-01T12:00:00.000Z"],
    ] as [[String: JSON?]])
  func same(changes: [String: JSON?]) {
    let (ours, theirs) = (TaskFixture.task([:]), TaskFixture.task(changes))
    #expect(ours.differences(from: theirs, taskID: TaskFixture.id) == [])
  }

  @Test("differences are named by field, down to the deepest")
  func differences() {
    let ours = TaskFixture.task([
      "payload": ["command": ["a", "b"], "env": ["A": "1", "B": "2"]], "scopes": ["a", "b"], "created": nil,
    ])
    let theirs = TaskFixture.task([
      "payload": ["command": ["a", "c"], "env": ["B": "2", "C": "3"]], "scopes": ["b"], "priority": "high",
    ])
    let differences = ours.differences(
      from: theirs, taskID: TaskFixture.id, ignoring: TaskDefinition.volatileFields)
    #expect(
      differences.map { "\($0.path): \($0.ours?.text() ?? "-") / \($0.theirs?.text() ?? "-")" } == [
        #"payload.command[1]: "b" / "c""#, #"payload.env.A: "1" / -"#, #"payload.env.C: - / "3""#,
        #"scopes[0]: "a" / -"#,
      ])
  }

  @Test(
    "which element of a list became which",
    arguments: [
      ("nothing", [], [], []),
      ("one more at the front", ["a", "b", "c"], ["b", "c"], ["[0]: \"a\" / -"]),
      ("one less in the middle", ["a", "c"], ["a", "b", "c"], ["[1]: - / \"b\""]),
      ("others, as many", ["a", "x", "c"], ["a", "b", "c"], ["[1]: \"x\" / \"b\""]),
      ("others, not as many", ["x", "y", "c"], ["b", "c"], ["[0]: - / \"b\"", "[0]: \"x\" / -", "[1]: \"y\" / -"]),
      (
        "known by their names, one more at the front and all changed",
        [["name": "n", "v": 2], ["name": "a", "v": 2], ["name": "b", "v": 2]],
        [["name": "a", "v": 1], ["name": "b", "v": 1], ["name": "c", "v": 1]],
        [
          "[2]: - / {\"name\":\"c\",\"v\":1}", "[0]: {\"name\":\"n\",\"v\":2} / -", "[1].v: 2 / 1", "[2].v: 2 / 1",
        ]
      ),
      (
        "names that are not their own", [["name": "a", "v": 2], ["name": "a", "v": 3]],
        [["name": "a", "v": 1], ["name": "a", "v": 1]], ["[0].v: 2 / 1", "[1].v: 3 / 1"]
      ),
      ("lists in a list", [["a", "b"], ["c"]], [["a"], ["c"]], ["[0][1]: \"b\" / -"]),
    ] as [(String, JSON, JSON, [String])])
  func lists(name: String, ours: JSON, theirs: JSON, differences: [String]) {
    #expect(
      JSONDifference.between(ours, theirs).map {
        "\($0.path): \($0.ours?.text() ?? "-") / \($0.theirs?.text() ?? "-")"
      } == differences)
  }

  @Test("lists without end are laid side by side all the same")
  func longLists() {
    let ours = (0..<20_000).map { JSON.number(Double($0)) }
    #expect(JSONDifference.between(.array([.null] + ours), .array(ours)).count == 1)
    #expect(JSONDifference.between(.array(ours.reversed()), .array(ours)).count == 20_000)
  }

  @Test("lists are compared in order, texts by their bytes")
  func order() {
    let ours = TaskFixture.task(["scopes": ["a", "b"], "tags": ["e": "é"]])
    let theirs = TaskFixture.task(["scopes": ["b", "a"], "tags": ["e": "e\u{301}"]])
    #expect(
      ours.differences(from: theirs, taskID: TaskFixture.id).map(\.path.description) == [
        "scopes[0]", "scopes[1]", "tags.e",
      ])
  }
}
