package import Document
package import TaskDefinitions

/// What a Taskcluster deployment remembers, and its rules. A value: a request and a time go in, an answer comes out. Nothing
/// here knows of HTTP.
package struct QueueState: Sendable {
  /// Where the deployment is said to be; some messages name it.
  var rootURL: String
  private(set) var tasks: [String: TaskRecord] = [:]
  /// Ids in the order of creation.
  private(set) var order: [String] = []
  var groups: [String: TaskGroup] = [:]
  /// Which tasks wait for a task.
  private var dependents: [String: [String]] = [:]
  var index = IndexState()
  var secrets: [String: StoredSecret]

  package init(rootURL: String, secrets: [String: StoredSecret] = [:]) {
    self.rootURL = rootURL
    self.secrets = secrets
  }

  /// The tasks, in the order of their creation.
  package var created: [TaskRecord] { order.compactMap { tasks[$0] } }

  package subscript(id: String) -> TaskRecord? { tasks[id] }

  /// Keeps a task that all rules have passed, and lets it run if it waits for nothing.
  mutating func insert(_ record: TaskRecord, now: Timestamp) -> TaskRecord {
    let id = record.id.text
    tasks[id] = record
    order.append(id)
    for dependency in record.definition.dependencies { dependents[dependency, default: []].append(id) }
    schedule(id, now: now)
    return tasks[id] ?? record
  }

  // MARK: - Runs

  /// A pending run for a task that has none and waits for nothing any more.
  mutating func schedule(_ id: String, now: Timestamp) {
    guard let record = tasks[id], record.runs.isEmpty, let deadline = record.definition.deadline, now <= deadline,
      record.definition.dependencies.allSatisfy({ isSatisfied($0, for: record) })
    else { return }
    tasks[id]?.runs.append(TaskRecord.Run(state: .pending, scheduled: now))
  }

  private func isSatisfied(_ dependency: String, for record: TaskRecord) -> Bool {
    // A task that waits for itself waits for ever.
    guard dependency != record.id.text, let state = tasks[dependency]?.state else { return false }
    return state == .completed || (state.isResolved && record.definition.text("requires") == "all-resolved")
  }

  /// Ends a task, as a worker would have.
  package mutating func finish(_ id: TaskID, as state: TaskRecord.State, now: Timestamp) {
    resolve(id.text, as: state, now: now)
  }

  /// Ends a task's run, starts what waited for it, and lists a completed task in the index.
  mutating func resolve(_ id: String, as state: TaskRecord.State, reason: String? = nil, now: Timestamp) {
    guard var record = tasks[id], state.isResolved, !record.state.isResolved else { return }
    if record.runs.isEmpty {
      record.runs.append(TaskRecord.Run(state: .pending, scheduled: now, reasonCreated: "exception"))
    } else if state != .exception {
      record.runs[record.runs.count - 1].started = now
    }
    let last = record.runs.count - 1
    record.runs[last].state = state
    record.runs[last].resolved = now
    record.runs[last].reasonResolved = reason ?? state.rawValue
    tasks[id] = record
    if state == .completed { index.insert(record) }
    for dependent in dependents[id] ?? [] { schedule(dependent, now: now) }
  }
}
