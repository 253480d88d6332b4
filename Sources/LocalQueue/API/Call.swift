internal import Document
internal import TaskDefinitions

/// A call of the API, with what its path says.
enum Call: Sendable, Equatable {
  case createTask(String)
  case task(String)
  case status(String)
  case tasks
  case statuses
  case cancelTask(String)
  case listDependentTasks(String)
  case taskGroup(String)
  case listTaskGroup(String)
  case sealTaskGroup(String)
  case cancelTaskGroup(String)
  case findTask(String)
  case insertTask(String)
  case findArtifactFromTask(String, name: String)
  case currentScopes
  case expandScopes
  case secret(String)
  case ping

  /// Nil if there is no such call. The path is that of a proxy or of a root URL: with `/api` before it, or without.
  init?(method: String, path: Substring) {
    var segments = path.split(separator: "/", omittingEmptySubsequences: true)
    if segments.first == "api" { segments.removeFirst() }
    guard segments.count >= 3, segments[1] == "v1" else { return nil }
    let decoded = segments.dropFirst(2).map { PercentEncoding.decoded($0) }
    let parts = decoded.compactMap(\.self)
    guard parts.count == decoded.count, let call = Self.find(method, String(segments[0]), parts) else { return nil }
    self = call
  }

  private static func find(_ method: String, _ service: String, _ parts: [String]) -> Call? {
    if method == "GET", parts == ["ping"], ["queue", "index", "auth", "secrets"].contains(service) { return .ping }
    switch service {
    case "queue": return queueCall(method, parts)
    case "index" where method == "GET" && parts.count >= 2 && parts[0] == "task":
      if parts.count == 2 { return .findTask(parts[1]) }
      guard parts.count >= 4, parts[2] == "artifacts" else { return nil }
      return .findArtifactFromTask(parts[1], name: parts[3...].joined(separator: "/"))
    case "index" where method == "PUT" && parts.count == 2 && parts[0] == "task": return .insertTask(parts[1])
    case "auth" where method == "GET" && parts == ["scopes", "current"]: return .currentScopes
    case "auth" where method == "POST" && parts == ["scopes", "expand"]: return .expandScopes
    case "secrets" where method == "GET" && parts.count >= 2 && parts[0] == "secret":
      return .secret(parts[1...].joined(separator: "/"))
    default: return nil
    }
  }

  private static func queueCall(_ method: String, _ parts: [String]) -> Call? {
    let id = parts.count > 1 ? parts[1] : ""
    switch (method, parts.count, parts[0], parts.count > 2 ? parts[2] : "") {
    case ("PUT", 2, "task", _): return .createTask(id)
    case ("GET", 2, "task", _): return .task(id)
    case ("GET", 3, "task", "status"): return .status(id)
    case ("GET", 3, "task", "dependents"): return .listDependentTasks(id)
    case ("POST", 3, "task", "cancel"): return .cancelTask(id)
    case ("POST", 1, "tasks", _): return .tasks
    case ("POST", 2, "tasks", _) where id == "status": return .statuses
    case ("GET", 2, "task-group", _): return .taskGroup(id)
    case ("GET", 3, "task-group", "list"): return .listTaskGroup(id)
    case ("POST", 3, "task-group", "seal"): return .sealTaskGroup(id)
    case ("POST", 3, "task-group", "cancel"): return .cancelTaskGroup(id)
    default: return nil
    }
  }

  /// The name that the reference gives it.
  var name: String {
    switch self {
    case .createTask: "createTask"
    case .task: "task"
    case .status: "status"
    case .tasks: "tasks"
    case .statuses: "statuses"
    case .cancelTask: "cancelTask"
    case .listDependentTasks: "listDependentTasks"
    case .taskGroup: "getTaskGroup"
    case .listTaskGroup: "listTaskGroup"
    case .sealTaskGroup: "sealTaskGroup"
    case .cancelTaskGroup: "cancelTaskGroup"
    case .findTask: "findTask"
    case .insertTask: "insertTask"
    case .findArtifactFromTask: "findArtifactFromTask"
    case .currentScopes: "currentScopes"
    case .expandScopes: "expandScopes"
    case .secret: "get"
    case .ping: "ping"
    }
  }

  /// All names, sorted.
  static let names = [
    "cancelTask", "cancelTaskGroup", "createTask", "currentScopes", "expandScopes", "findArtifactFromTask", "findTask",
    "get", "getTaskGroup", "insertTask", "listDependentTasks", "listTaskGroup", "ping", "sealTaskGroup", "status",
    "statuses", "task",
    "tasks",
  ]

  /// What the path says, by the reference's names.
  var params: [String: String] {
    switch self {
    case .createTask(let id), .task(let id), .status(let id), .cancelTask(let id), .listDependentTasks(let id):
      ["taskId": id]
    case .taskGroup(let id), .listTaskGroup(let id), .sealTaskGroup(let id), .cancelTaskGroup(let id):
      ["taskGroupId": id]
    case .findTask(let path): ["indexPath": path]
    case .insertTask(let path): ["namespace": path]
    case .findArtifactFromTask(let path, let name): ["indexPath": path, "name": name]
    case .secret(let name): ["name": name]
    case .tasks, .statuses, .currentScopes, .expandScopes, .ping: [:]
    }
  }

  /// The task that the call is about, if it names one.
  var taskID: String? { params["taskId"] }

  /// Whether the answer comes in pages.
  var isPaged: Bool {
    switch self {
    case .tasks, .statuses, .listTaskGroup, .listDependentTasks: true
    default: false
    }
  }

  /// Whether a body must be there, as JSON.
  var takesBody: Bool {
    switch self {
    case .createTask, .tasks, .statuses, .expandScopes, .insertTask: true
    default: false
    }
  }

  /// What the body must be, where that is said by its schema alone.
  var requestBody: RequestBody? {
    switch self {
    case .tasks, .statuses: .taskIDs
    case .expandScopes: .scopes
    default: nil
    }
  }

  /// The scope that the path alone asks for.
  var scope: String? {
    switch self {
    case .task(let id): "queue:get-task:\(id)"
    case .status(let id): "queue:status:\(id)"
    case .listDependentTasks(let id): "queue:list-dependent-tasks:\(id)"
    case .taskGroup(let id), .listTaskGroup(let id): "queue:list-task-group:\(id)"
    case .findTask(let path): "index:find-task:\(path)"
    case .insertTask(let path): "index:insert-task:\(path)"
    case .findArtifactFromTask(_, let name): "queue:get-artifact:\(name)"
    case .currentScopes: "auth:current-scopes"
    case .expandScopes: "auth:expand-scopes"
    case .secret(let name): "secrets:get:\(name)"
    case .createTask, .tasks, .statuses, .cancelTask, .sealTaskGroup, .cancelTaskGroup, .ping: nil
    }
  }
}
