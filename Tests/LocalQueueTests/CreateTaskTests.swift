import Document
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

@Suite("createTask")
struct CreateTaskTests {
  @Test("of several errors the one that the queue finds first wins")
  func order() {
    var bench = Bench()
    bench.create("neighbour", ["schedulerId": "other"])
    bench.service.authentication = .open(scopes: ScopeSet(["queue:create-task:*"]))
    let path = "/api/queue/v1/task/\(Bench.id("order"))"
    var changes: [String: JSON?] = [
      "retries": 50, "taskQueueId": "relops-3/other", "created": "2026-03-01T11:00:00.000Z", "scopes": ["a**"],
      "dependencies": [.string(Bench.id("missing").text)],
    ]
    func codes(_ bench: inout Bench, _ target: String, type: String = "application/json") -> String {
      let answer = bench.ask("PUT", target, Bench.body(changes), type: type)
      return "\(answer.status) \(answer.code ?? "") \(answer.message.split(separator: "\n").first ?? "")"
    }
    var seen: [String] = []
    seen.append(codes(&bench, "/api/queue/v1/task/wrong", type: "text/plain"))
    seen.append(codes(&bench, "/api/queue/v1/task/wrong"))
    seen.append(codes(&bench, path))
    changes["retries"] = 5
    seen.append(codes(&bench, path))
    changes["taskQueueId"] = "relops-3/win2022"
    seen.append(codes(&bench, path))
    bench.service.authentication = .open(scopes: .all)
    seen.append(codes(&bench, path))
    changes["created"] = "2026-03-01T12:00:00.000Z"
    seen.append(codes(&bench, path))
    changes["scopes"] = ["a*"]
    seen.append(codes(&bench, path))
    changes["taskGroupId"] = .string(Bench.id("group").text)
    seen.append(codes(&bench, path))
    changes["dependencies"] = []
    seen.append(codes(&bench, path))
    #expect(
      seen
        == [
          "400 MalformedPayload Payload must be JSON with content-type: application/json got content-type: text/plain",
          "400 InvalidRequestArguments Invalid URL patterns:",
          "400 InputValidationError Schema Validation Failed!",
          "400 InputError taskQueueId must match \"provisionerId/workerType\"",
          "403 InsufficientScopes Client ID local-queue does not have sufficient scopes and is missing the following scopes:",
          "400 InputError `created` cannot be in the past (max 15min drift)",
          "400 InputError scopes must not end with `**`",
          "409 RequestConflict Task group `fN1SbArXTPSVFNUvaOlinQ` contains tasks with a schedulerId other",
          "400 InputError `task.dependencies` references non-existing tasks: ",
          "200  ",
        ])
  }

  @Test("a group's scheduler, then its seal, then the task's own definition")
  func conflicts() {
    var bench = Bench()
    bench.create("first")
    bench.ask("POST", "/api/queue/v1/task-group/\(Bench.group)/seal")
    let other = bench.create("first", ["schedulerId": "other", "retries": 1])
    #expect(other.status == 409)
    #expect(
      other.message == """
        Task group `\(Bench.group)` contains tasks with a schedulerId other
        than `other`. All tasks in the same task-group must have
        the same schedulerId.
        """)
    let sealed = bench.create("first", ["retries": 1])
    #expect(sealed.message == "Task group `\(Bench.group)` is sealed and does not accept new tasks.")
    #expect(bench.create("first").status == 409, "a repeat in a sealed group is refused as well")
    let used = bench.create("first", ["taskGroupId": .string(Bench.id("new group").text)])
    #expect(used.status == 409)
    #expect(
      used.message == """
        taskId `\(Bench.id("first"))` already used by another task.
        This could be the result of faulty idempotency!
        """)
  }

  @Test("the body of an error, to the letter")
  func errorBody() throws {
    var bench = Bench()
    bench.create("first")
    let body = Bench.body(["retries": 1])
    let answer = bench.ask("PUT", "/queue/v1/task/\(Bench.id("first"))", body)
    let id = Bench.id("first").text
    #expect(
      answer.json == [
        "code": "RequestConflict",
        "message": """
        taskId `\(id)` already used by another task.
        This could be the result of faulty idempotency!

        ---

        * method:     createTask
        * errorCode:  RequestConflict
        * statusCode: 409
        * time:       2026-03-01T12:00:00.000Z
        """,
        "requestInfo": [
          "method": "createTask", "params": ["taskId": .string(id)], "payload": body,
          "time": "2026-03-01T12:00:00.000Z",
        ],
      ])
    #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
    #expect(answer.headers["x-for-request-id"] == "00000000-0000-4000-8000-000000000002")
  }

  @Test(
    "a repeat is no conflict, however it is written",
    arguments: [
      [:], ["created": "2026-03-01T13:00:00+01:00"], ["retries": 5], ["tags": [:]],
      ["expires": "2027-03-02T12:00:00Z"], ["taskQueueId": "relops-3/win2022"],
    ] as [[String: JSON?]])
  func repeats(changes: [String: JSON?]) {
    var bench = Bench()
    let first = bench.create("first")
    bench.now = bench.now.advanced(byMilliseconds: 15 * 60_000)
    let second = bench.create("first", changes)
    #expect(second.status == 200)
    #expect(second.json == first.json)
    #expect(bench.service.state.created.count == 1)
  }

  @Test("a repeat more than a quarter of an hour later comes too late; other times are another task")
  func lateRepeats() {
    var bench = Bench()
    bench.create("first")
    bench.now = bench.now.advanced(byMilliseconds: 15 * 60_000 + 1)
    let late = bench.create("first")
    #expect(late.status == 400)
    #expect(late.message == "`created` cannot be in the past (max 15min drift)")
    #expect(bench.create("first", ["created": "2026-03-01T12:15:00.000Z"]).code == "RequestConflict")
  }

  @Test("scopes: what is missing and what is needed are shown as expressions")
  func scopes() {
    var bench = Bench(scopes: ["queue:create-task:project:none", "a"])
    let answer = bench.create("first", ["scopes": ["a", "b"], "routes": ["r"], "priority": "very-high"])
    #expect(answer.status == 403)
    #expect(
      answer.message == """
        Client ID local-queue does not have sufficient scopes and is missing the following scopes:

        ```
        {
          "AllOf": [
            "b",
            "queue:route:r",
            "queue:scheduler-id:tests",
            {
              "AnyOf": [
                "queue:create-task:very-high:relops-3/win2022",
                "queue:create-task:highest:relops-3/win2022"
              ]
            }
          ]
        }
        ```

        This request requires the client to satisfy the following scope expression:

        ```
        {
          "AllOf": [
            "a",
            "b",
            "queue:route:r",
            "queue:create-task:project:none",
            "queue:scheduler-id:tests",
            {
              "AnyOf": [
                "queue:create-task:very-high:relops-3/win2022",
                "queue:create-task:highest:relops-3/win2022"
              ]
            }
          ]
        }
        ```
        """)
  }

  @Test("the schema's report names every violation")
  func schemaReport() {
    var bench = Bench()
    let answer = bench.create(
      "first",
      ["retries": 50, "metadata": nil, "dependancies": [], "created": "now", "routes": ["", "a", "a"], "extra": 1])
    #expect(
      answer.message == """

        Schema Validation Failed!
        Rejecting Schema: https://tc.example.com/schemas/queue/v1/create-task-request.json#
        Errors:
          * data/created must match format "date-time"
          * data must NOT have additional properties: "dependancies"
          * data/extra must be object
          * data must have required property 'metadata'
          * data/retries must be <= 49
          * data/routes/0 must NOT have fewer than 1 characters
          * data/routes must NOT have duplicate items (items ## 1 and 2 are identical)
        """)
  }

  @Test("dependencies must be there, and outlive the deadline; the task itself may be one")
  func dependencies() {
    var bench = Bench()
    bench.create("brief", ["expires": "2026-03-02T12:00:00.000Z"])
    let id = Bench.id("brief").text
    let late = bench.create("late", ["deadline": "2026-03-02T12:00:00.001Z", "dependencies": [.string(id)]])
    #expect(late.status == 400)
    #expect(
      late.message == """
        `task.dependencies` references tasks that expires
        before `task.deadline` this is not allowed, see tasks: 
         * \(id),
        All taskIds in `task.dependencies` **must** have
        `task.expires` greater than the `deadline` for this task.

        """)
    #expect(bench.state("late") == nil)
    #expect(bench.create("itself", ["dependencies": [.string(Bench.id("itself").text)]]).status == 200)
    #expect(bench.state("itself") == "unscheduled")
  }

  @Test("what the database does not take is an error of the queue's own")
  func database() {
    var bench = Bench()
    let nul = bench.create("nul", ["extra": ["a": "x\0"]])
    #expect(nul.code == "InternalServerError")
    #expect(nul.message == "Internal Server Error, incidentId 00000000-0000-4000-8000-000000000001.")
    let text = Bench.body(["extra": ["a": "half"]]).text().replacing("half", with: #"\ud800"#)
    let half = bench.ask("PUT", "/api/queue/v1/task/\(Bench.id("half"))", bytes: Array(text.utf8))
    #expect(half.code == "InternalServerError")
    #expect(bench.service.state.created.isEmpty)
  }

  @Test(
    "what is no JSON object or list",
    arguments: [("{", "Failed to parse JSON: "), ("1", "Failed to parse JSON: Must be an object or array")])
  func malformed(text: String, message: String) {
    var bench = Bench()
    let answer = bench.ask("PUT", "/api/queue/v1/task/\(Bench.id("a"))", bytes: Array(text.utf8))
    #expect(answer.status == 400)
    #expect(answer.code == "MalformedPayload")
    #expect(answer.message.hasPrefix(message))
  }
}
