import Document
import Synchronization
import TaskDefinitions

@testable import TaskclusterClient

/// A server in this process without a wire: the queue's rules for a new task, and whatever a test makes of its answers.
final class MemoryQueue: Transport {
  /// What a test does to one request.
  enum Fault: Sendable {
    /// The server never hears of it.
    case lost(TransportError)
    /// The server does it, and the answer is lost.
    case committed(TransportError)
    /// The server, or what stands before it, does not do it and says this.
    case answer(HTTPResponse)
    /// The server does it, and something else is heard.
    case committedAnswer(HTTPResponse)
  }

  struct Heard: Sendable {
    let request: HTTPRequest
    /// The server's time when it came.
    let at: Timestamp
  }

  private struct State {
    var tasks: [String: JSONObject] = [:]
    var creations: [String] = []
    var sealed: Set<String> = []
    var heard: [Heard] = []
    var inFlight = 0
    var mostInFlight = 0
  }

  private let state: Mutex<State>
  private let time: ManualTime
  private let scopes: [String]
  /// Asked for each request, with its number from 1.
  private let fault: @Sendable (Int, HTTPRequest) -> Fault?

  init(
    time: ManualTime, scopes: [String] = ["*"], tasks: [String: JSONObject] = [:], sealed: Set<String> = [],
    fault: @escaping @Sendable (Int, HTTPRequest) -> Fault? = { _, _ in nil }
  ) {
    state = Mutex(State(tasks: tasks, sealed: sealed))
    self.time = time
    self.scopes = scopes
    self.fault = fault
  }

  var tasks: [String: JSONObject] { state.withLock { $0.tasks } }
  /// Ids in the order in which the tasks came to be.
  var creations: [String] { state.withLock { $0.creations } }
  var heard: [Heard] { state.withLock { $0.heard } }
  var puts: [HTTPRequest] { heard.map(\.request).filter { $0.method == .put } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }
  func seal(_ group: String) { state.withLock { _ = $0.sealed.insert(group) } }
  func put(_ id: String, _ body: JSONObject) { state.withLock { $0.tasks[id] = body } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = state.withLock { state in
      state.heard.append(Heard(request: request, at: time.now))
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
      return state.heard.count
    }
    await Task.yield()
    defer { state.withLock { $0.inFlight -= 1 } }
    if Task.isCancelled { throw .cancelled }
    switch fault(number, request) {
    case nil: return handle(request)
    case .lost(let error)?: throw error
    case .committed(let error)?:
      _ = handle(request)
      throw error
    case .answer(let response)?: return response
    case .committedAnswer(let response)?:
      _ = handle(request)
      return response
    }
  }

  private func handle(_ request: HTTPRequest) -> HTTPResponse {
    let path = request.url.split(separator: "/").dropFirst(2).joined(separator: "/")
    let id = String(path.split(separator: "/").last ?? "")
    switch (request.method, path) {
    case (.get, "api/auth/v1/scopes/current"): return answer(200, ["scopes": JSON(scopes)])
    case (.put, _): return create(id, request.body ?? [])
    case (.get, _) where path.hasPrefix("api/queue/v1/task/"):
      guard let task = tasks[id] else { return Self.error(404, "ResourceNotFound", "no such task") }
      return answer(200, .object(TaskDefinition(task).normalized(taskID: TaskID(id)!).body))
    default: return answer(404, ["error": "Not found"])
    }
  }

  private func create(_ id: String, _ bytes: [UInt8]) -> HTTPResponse {
    guard let body = (try? JSON(parsing: bytes))?.object else { return Self.error(400, "MalformedPayload", "no JSON") }
    let (definition, taskID) = (TaskDefinition(body), TaskID(id)!)
    let group = definition.text("taskGroupId") ?? id
    if let created = definition.created,
      let rule = DateRule.broken(
        created: created, deadline: definition.deadline ?? created, expires: definition.expires, now: time.now)
    {
      return Self.error(400, "InputError", rule.queueText)
    }
    return state.withLock { state in
      if state.sealed.contains(group) {
        return Self.error(409, "RequestConflict", "task group `\(group)` is sealed")
      }
      if let existing = state.tasks[id] {
        guard TaskDefinition(existing).differences(from: definition, taskID: taskID).isEmpty else {
          return Self.error(
            409, "RequestConflict",
            "taskId `\(id)` already used by another task.\nThis could be the result of faulty idempotency!")
        }
      } else {
        for dependency in definition.dependencies
        where state.tasks[dependency] == nil && dependency != Fixture.decision.text {
          return Self.error(400, "InputError", "`task.dependencies` references non-existing tasks: [\"\(dependency)\"]")
        }
        state.tasks[id] = body
        state.creations.append(id)
      }
      return answer(200, ["status": ["taskId": .string(id), "state": "unscheduled"]])
    }
  }

  private func answer(_ status: Int, _ body: JSON) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPRequest.Header("Date", time.now.httpDate)], body: body.bytes())
  }

  static func error(_ status: Int, _ code: String, _ message: String) -> HTTPResponse {
    let tail = "\n\n---\n\n* method:     createTask\n* errorCode:  \(code)\n* statusCode: \(status)\n* time:       now"
    let body: JSON = ["code": .string(code), "message": .string(message + tail), "requestInfo": ["payload": [:]]]
    return HTTPResponse(
      status: status, headers: [HTTPRequest.Header("x-for-request-id", "req-1")], body: body.bytes())
  }
}
