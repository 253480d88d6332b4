import Document
import LocalQueue
import TaskDefinitions
import Testing

@Suite("The other calls")
struct OtherCallTests {
  @Test("a task starts when all that it waits for is completed, or resolved if that will do")
  func scheduling() {
    var bench = Bench()
    bench.create("a")
    bench.create("b")
    let both: JSON = [.string(Bench.id("a").text), .string(Bench.id("b").text)]
    bench.create("strict", ["dependencies": both])
    bench.create("lenient", ["dependencies": both, "requires": "all-resolved"])
    #expect(["a", "strict", "lenient"].map { bench.state($0) } == ["pending", "unscheduled", "unscheduled"])
    bench.service.state.finish(Bench.id("a"), as: .completed, now: bench.now)
    #expect(bench.state("strict") == "unscheduled")
    bench.service.state.finish(Bench.id("b"), as: .failed, now: bench.now)
    #expect(
      ["a", "b", "strict", "lenient"].map { bench.state($0) } == ["completed", "failed", "unscheduled", "pending"])
    bench.create("late", ["dependencies": [.string(Bench.id("a").text)]])
    #expect(bench.state("late") == "pending")
  }

  @Test("a group is listed in pages, in order, whatever comes in between")
  func pages() throws {
    var bench = Bench()
    let labels = (0..<7).map { "task \($0)" }
    for label in labels { bench.create(label) }
    var (listed, token, sizes): ([String], String?, [Int]) = ([], nil, [])
    repeat {
      let answer = bench.ask(
        "GET", "/api/queue/v1/task-group/\(Bench.group)/list?limit=3" + (token.map { "&continuationToken=\($0)" } ?? "")
      )
      let tasks = try #require(answer.json["tasks"]?.array)
      listed += tasks.compactMap { $0["status"]?["taskId"]?.string }
      sizes.append(tasks.count)
      #expect(answer.json["schedulerId"] == "tests")
      token = answer.json["continuationToken"]?.string
    } while token != nil
    #expect(listed == labels.map { Bench.id($0).text })
    #expect(sizes == [3, 3, 1])
  }

  @Test("a task is given back with its defaults")
  func task() throws {
    var bench = Bench()
    bench.create("a")
    let answer = bench.ask("GET", "/api/queue/v1/task/\(Bench.id("a"))")
    let expected = TaskDefinition(Bench.body).normalized(taskID: Bench.id("a"))
    #expect(answer.json == expected.json)
    #expect(answer.json["taskQueueId"] == "relops-3/win2022")
    #expect(answer.json["expires"] == "2027-03-02T12:00:00.000Z")
  }

  @Test("the index lists what is completed, by rank, until it expires")
  func index() {
    var bench = Bench()
    func find() -> String? { bench.ask("GET", "/api/index/v1/task/project.a.latest").json["taskId"]?.string }
    let route: JSON = ["index.project.a.latest", "index.bad..name", "other"]
    for (label, rank) in [("low", 1), ("high", 2), ("same", 2), ("lower", 1)] {
      bench.create(label, ["routes": route, "extra": ["index": ["rank": .number(Double(rank))]]])
    }
    #expect(find() == nil)
    var seen: [String?] = []
    for label in ["low", "high", "lower", "same"] {
      bench.service.state.finish(Bench.id(label), as: .completed, now: bench.now)
      seen.append(find())
    }
    #expect(seen == ["low", "high", "high", "same"].map { Bench.id($0).text })
    #expect(bench.ask("GET", "/api/index/v1/task/bad..name").code == "ResourceNotFound")
    bench.now = bench.now.advanced(byMilliseconds: 367 * 86_400_000)
    #expect(find() == nil)
  }

  @Test("an indexed artifact is a redirection")
  func artifact() {
    var bench = Bench(scopes: ["queue:get-artifact:public/*", "queue:*"])
    bench.create("a", ["routes": ["index.project.a"]])
    bench.service.state.finish(Bench.id("a"), as: .completed, now: bench.now)
    for path in ["artifacts/public/a.json", "artifacts/public%2Fa.json"] {
      let answer = bench.ask("GET", "/api/index/v1/task/project.a/\(path)")
      #expect(answer.status == 303)
      #expect(
        answer.headers["location"]
          == "https://tc.example.com/api/queue/v1/task/\(Bench.id("a"))/artifacts/public%2Fa.json")
    }
  }

  @Test(
    "each call asks for its scope",
    arguments: [
      ("GET", "queue/v1/task/ID", "queue:get-task:ID"), ("GET", "queue/v1/task/ID/status", "queue:status:ID"),
      ("GET", "queue/v1/task-group/ID/list", "queue:list-task-group:ID"),
      ("GET", "queue/v1/task-group/ID", "queue:list-task-group:ID"),
      ("POST", "queue/v1/task-group/ID/seal", "queue:seal-task-group:tests/ID"),
      ("POST", "queue/v1/task-group/ID/cancel", "queue:cancel-task-group:tests/ID"),
      ("POST", "queue/v1/task/ID/cancel", "queue:cancel-task:tests/ID/ID"),
      ("GET", "index/v1/task/project.a", "index:find-task:project.a"),
      ("GET", "index/v1/task/project.a/artifacts/x%2Fy", "queue:get-artifact:x/y"),
      ("GET", "auth/v1/scopes/current", "auth:current-scopes"),
      ("POST", "auth/v1/scopes/expand", "auth:expand-scopes"),
      ("GET", "secrets/v1/secret/project%2Fgood", "secrets:get:project/good"),
    ])
  func scopes(method: String, path: String, scope: String) {
    var bench = Bench()
    let id = Bench.id("a").text
    bench.create("a", ["taskGroupId": .string(id), "routes": ["index.project.a"]])
    bench.service.state.finish(Bench.id("a"), as: .completed, now: bench.now)
    let target = "/api/" + path.replacing("ID", with: id)
    let scope = scope.replacing("ID", with: id)
    bench.service.authentication = .open(scopes: ScopeSet([String(scope.dropLast()), scope + "/x"]))
    let body: JSON = path.hasSuffix("expand") ? ["scopes": []] : [:]
    let refused = bench.ask(method, target, body)
    #expect(refused.status == 403)
    #expect(refused.message.contains(scope))
    bench.service.authentication = .open(scopes: ScopeSet([scope]))
    // The group is not sealed, and so it cannot be cancelled; but that was asked after the scope.
    #expect([200, 303, 409].contains(bench.ask(method, target, body).status))
  }

  @Test(
    "a body that is not its schema's, in Ajv's words",
    arguments: [
      ("queue/v1/tasks", #"{"taskIds": "x"}"#, "queue/v1/tasks-request", "data/taskIds must be array"),
      ("queue/v1/tasks", #"{"taskIds": [1]}"#, "queue/v1/tasks-request", "data/taskIds/0 must be string"),
      (
        "queue/v1/tasks/status", #"{"taskIds": [], "x": 1}"#, "queue/v1/tasks-request",
        #"data must NOT have additional properties: "x""#
      ),
      ("queue/v1/tasks", "[]", "queue/v1/tasks-request", "data must be object"),
      ("auth/v1/scopes/expand", "{}", "auth/v1/scopeset", "data must have required property 'scopes'"),
      (
        "auth/v1/scopes/expand", #"{"scopes": ["é"]}"#, "auth/v1/scopeset",
        #"data/scopes/0 must match pattern "^[ -~]*$""#
      ),
      (
        "auth/v1/scopes/expand", #"{"scopes": ["a", "a"]}"#, "auth/v1/scopeset",
        "data/scopes must NOT have duplicate items (items ## 0 and 1 are identical)"
      ),
    ])
  func otherBodies(path: String, body: String, schema: String, error: String) {
    var bench = Bench()
    let answer = bench.ask("POST", "/api/\(path)", bytes: Array(body.utf8))
    #expect(answer.status == 400)
    #expect(answer.code == "InputValidationError")
    #expect(
      answer.message
        == "\nSchema Validation Failed!\nRejecting Schema: https://tc.example.com/schemas/\(schema).json#\nErrors:\n  * \(error)"
    )
  }

  @Test("several tasks at once: a scope for each, those that do not exist are left out")
  func several() {
    var bench = Bench(scopes: ["queue:create-task:*", "queue:scheduler-id:*", "queue:get-task:*"])
    bench.create("a")
    let ids: JSON = ["taskIds": [.string(Bench.id("a").text), .string(Bench.id("b").text)]]
    let answer = bench.ask("POST", "/api/queue/v1/tasks", ids)
    #expect(answer.json["tasks"]?.array?.compactMap { $0["taskId"]?.string } == [Bench.id("a").text])
    #expect(bench.ask("POST", "/api/queue/v1/tasks/status", ids).status == 403)
    #expect(bench.ask("POST", "/api/queue/v1/tasks", ["taskIds": [1]]).code == "InputValidationError")
    #expect(bench.ask("POST", "/api/queue/v1/tasks", [:]).status == 200)
  }

  @Test("cancelling: a task once, a group when it is sealed")
  func cancelling() {
    var bench = Bench()
    bench.create("a")
    bench.create("b")
    #expect(bench.ask("POST", "/api/queue/v1/task/\(Bench.id("a"))/cancel").json["status"]?["state"] == "exception")
    #expect(bench.ask("POST", "/api/queue/v1/task-group/\(Bench.group)/cancel").status == 409)
    let sealed = bench.ask("POST", "/api/queue/v1/task-group/\(Bench.group)/seal")
    #expect(sealed.json["sealed"] == "2026-03-01T12:00:00.000Z")
    bench.now = bench.now.advanced(byMilliseconds: 1)
    #expect(bench.ask("POST", "/api/queue/v1/task-group/\(Bench.group)/seal").json == sealed.json)
    #expect(bench.ask("POST", "/api/queue/v1/task-group/\(Bench.group)/cancel").json["cancelledCount"] == 1)
    #expect(bench.state("b") == "exception")
  }

  @Test("secrets are there, gone, or never were")
  func secrets() {
    var bench = Bench()
    #expect(bench.ask("GET", "/api/secrets/v1/secret/project%2Fgood").json["secret"] == ["a": 1])
    #expect(bench.ask("GET", "/api/secrets/v1/secret/project/old").status == 410)
    #expect(bench.ask("GET", "/api/secrets/v1/secret/other").code == "ResourceNotFound")
  }

  @Test(
    "no such path",
    arguments: [
      ("GET", "/"), ("GET", "/api/queue/v2/ping"), ("GET", "/api/other/v1/ping"), ("DELETE", "/api/queue/v1/task/x"),
      ("GET", "/api/queue/v1/task/%zz"), ("GET", "/api/queue/v1/task/%ff"), ("GET", "/api/index/v1/task/a/b"),
    ])
  func notFound(method: String, path: String) {
    var bench = Bench()
    let answer = bench.ask(method, path)
    #expect(answer.status == 404)
    #expect(answer.json == ["error": "Not found"])
  }

  @Test("arguments in the query")
  func query() {
    var bench = Bench()
    bench.create("a")
    let list = "/api/queue/v1/task-group/\(Bench.group)/list"
    #expect(bench.ask("GET", list + "?limit=x").code == "InvalidRequestArguments")
    #expect(bench.ask("GET", list + "?limt=1").message == "Query-string parameter: limt is not supported!")
    #expect(bench.ask("GET", list + "?continuationToken=x").status == 400)
    #expect(bench.ask("GET", list + "?limit=99999999999999999999").status == 200)
  }

  @Test("a header that is too long is not read")
  func longHeader() {
    var bench = Bench()
    bench.create("a")
    let target = "/api/queue/v1/task/\(Bench.id("a"))"
    func status(_ length: Int) -> Int {
      let header = "Hawk " + String(repeating: "x", count: length - 5)
      return bench.service.answer(
        APIRequest(method: "GET", target: target, headers: ["authorization": header]), now: bench.now
      ).status
    }
    #expect([4096, 4097].map(status) == [200, 401])
  }
}
