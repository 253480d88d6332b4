internal import Document
internal import TaskDefinitions

extension QueueService {
  /// Does what a call asks for, if the caller may ask for it.
  mutating func perform(
    _ call: Call, _ request: APIRequest, _ payload: JSON, _ now: Timestamp
  ) throws(APIError) -> APIReply {
    if call == .ping { return ping(now) }
    if let body = call.requestBody { try check(payload, as: body) }
    let caller = authentication.caller(of: request, now: now)
    if let scope = call.scope, let refusal = caller.refusal(for: scope) { throw refusal }
    if case .findArtifactFromTask(let path, let name) = call { return try redirection(to: name, of: path, now) }
    return APIReply(status: 200, json: try answer(call, request, payload, caller, now))
  }

  private func ping(_ now: Timestamp) -> APIReply {
    let uptime = Double(now.milliseconds - started.milliseconds) / 1000
    return APIReply(status: 200, json: ["alive": true, "uptime": .number(uptime)])
  }

  /// Where the artifact lies: 303, which clients of the API do not follow.
  private func redirection(to name: String, of path: String, _ now: Timestamp) throws(APIError) -> APIReply {
    let id = try state.findTask(path, now: now)["taskId"]?.string ?? ""
    let url = "\(state.rootURL)/api/queue/v1/task/\(id)/artifacts/\(PercentEncoding.encoded(name))"
    return APIReply(
      status: 303, type: "text/plain; charset=utf-8", text: "See Other. Redirecting to \(url)",
      headers: [("Location", url)])
  }

  private mutating func answer(
    _ call: Call, _ request: APIRequest, _ payload: JSON, _ caller: Caller, _ now: Timestamp
  ) throws(APIError) -> JSON {
    let query = request.query
    guard let page = Page(limit: query["limit"].flatMap { Int($0) }, token: query["continuationToken"]) else {
      throw APIError(.invalidRequestArguments, "Invalid continuationToken")
    }
    switch call {
    case .createTask(let text):
      guard let id = TaskID(text) else { throw .internalError(incident: incident) }
      return try state.createTask(id, payload, caller: caller, incident: incident, now: now).get()
    case .task(let id): return try state.task(id)
    case .status(let id): return try state.status(id)
    case .tasks:
      let ids = try Self.ids(in: payload, caller, "queue:get-task:")
      return state.several(ids, page: page, field: "task", list: "tasks") { $0.definition.json }
    case .statuses:
      let ids = try Self.ids(in: payload, caller, "queue:status:")
      return state.several(ids, page: page, field: "status", list: "statuses", \.status)
    case .listDependentTasks(let id): return try state.listDependents(id, page: page)
    case .cancelTask(let id):
      try authorizeCancelling(id, caller)
      return try state.cancelTask(id, now: now)
    case .taskGroup(let id): return .object(try state.group(id).json)
    case .listTaskGroup(let id): return try state.listGroup(id, page: page)
    case .sealTaskGroup(let id):
      try authorize(caller, "queue:seal-task-group:\(try state.group(id).schedulerID)/\(id)")
      return try state.sealGroup(id, now: now)
    case .cancelTaskGroup(let id):
      try authorize(caller, "queue:cancel-task-group:\(try state.group(id).schedulerID)/\(id)")
      return try state.cancelGroup(id, now: now)
    case .findTask(let path): return try state.findTask(path, now: now)
    case .insertTask(let path): return try state.insertTask(path, payload, now: now)
    case .currentScopes: return ["scopes": JSON(caller.scopes.scopes)]
    case .expandScopes: return ["scopes": JSON(ScopeSet(Self.texts(in: payload, "scopes")).scopes)]
    case .secret(let name): return try state.secret(name, now: now)
    case .findArtifactFromTask, .ping: throw .internalError(incident: incident)
    }
  }

  private func authorize(_ caller: Caller, _ scope: String) throws(APIError) {
    if let refusal = caller.refusal(for: scope) { throw refusal }
  }

  /// By the task's own scope, or by that of its project. Source: the queue's reference.
  private func authorizeCancelling(_ id: String, _ caller: Caller) throws(APIError) {
    guard let record = state[id] else { throw .noTask(id, hint: "Are you sure this task exists?") }
    let scopes = [
      "queue:cancel-task:\(record.definition.schedulerID)/\(record.groupID)/\(id)",
      "queue:cancel-task-in-project:\(record.definition.projectID)",
    ]
    if let refusal = caller.refusal(for: RequiredScopes(anyOf: [scopes])) { throw refusal }
  }

  /// The ids that a request asks for; a scope is needed for each.
  private static func ids(in payload: JSON, _ caller: Caller, _ scope: String) throws(APIError) -> [String] {
    let ids = texts(in: payload, "taskIds")
    if let refusal = caller.refusal(for: RequiredScopes(all: ids.map { scope + $0 })) { throw refusal }
    return ids
  }

  /// The texts that a body lists.
  private static func texts(in payload: JSON, _ field: String) -> [String] {
    payload[field]?.array?.compactMap(\.string) ?? []
  }

  private func check(_ payload: JSON, as body: RequestBody) throws(APIError) {
    let violations = body.violations(of: payload)
    guard !violations.isEmpty else { return }
    throw APIError(.inputValidationError, SchemaReport.text(violations, schema: "\(state.rootURL)/\(body.schema)"))
  }
}
