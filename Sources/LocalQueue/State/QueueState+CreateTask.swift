package import Document
package import TaskDefinitions

extension QueueState {
  /// `createTask`, from the schema on, in the queue's order: which error wins is part of the contract.
  ///
  /// - Parameters:
  ///   - id: The task's id, known to be one.
  ///   - body: The request's body.
  ///   - incident: The id of an error of the queue's own, if there must be one.
  ///   - now: The server's clock.
  /// - Returns: The task's status, for a new task and for a repeat alike.
  package mutating func createTask(
    _ id: TaskID, _ body: JSON, caller: Caller, incident: String, now: Timestamp
  ) -> Result<JSON, APIError> {
    do throws(APIError) {
      let task = try validate(id, body, caller, now)
      try join(id, task, now)
      // What the database does not take.
      if body.hasNUL { throw .internalError(incident: incident) }
      return .success(["status": try keep(id, task, now).status])
    } catch {
      return .failure(error)
    }
  }

  /// What can be said of the request alone.
  private func validate(
    _ id: TaskID, _ body: JSON, _ caller: Caller, _ now: Timestamp
  ) throws(APIError) -> TaskDefinition {
    let task = TaskDefinition(body.object ?? [:])
    let violations = task.schemaViolations
    if !violations.isEmpty || body.object == nil {
      let schema = "\(rootURL)/schemas/queue/v1/create-task-request.json#"
      throw APIError(.inputValidationError, SchemaReport.text(violations, schema: schema))
    }
    if let violation = task.queueViolation {
      throw APIError(
        .inputError,
        violation.rule == .queueDisagrees
          ? "taskQueueId must match \"provisionerId/workerType\""
          : "at least a provisionerId and a workerType or a taskQueueId must be provided\"")
    }
    if let refusal = caller.refusal(for: RequiredScopes(of: task)) { throw refusal }
    if case .date(let rule) = task.dateViolation(now: now)?.rule { throw APIError(.inputError, rule.queueText) }
    if !task.scopeViolations.isEmpty { throw APIError(.inputError, "scopes must not end with `**`") }
    return task.normalized(taskID: id)
  }

  /// The first task of a group makes it, and fixes its scheduler; a sealed group takes nobody.
  private mutating func join(_ id: TaskID, _ task: TaskDefinition, _ now: Timestamp) throws(APIError) {
    let groupID = task.text("taskGroupId") ?? id.text
    let expires = task.expires ?? now
    var group =
      groups[groupID] ?? TaskGroup(id: groupID, schedulerID: task.schedulerID, expires: expires)
    guard group.schedulerID == task.schedulerID else {
      throw APIError(
        .requestConflict,
        """
        Task group `\(groupID)` contains tasks with a schedulerId other
        than `\(task.schedulerID)`. All tasks in the same task-group must have
        the same schedulerId.
        """)
    }
    guard group.sealed == nil else {
      throw APIError(.requestConflict, "Task group `\(groupID)` is sealed and does not accept new tasks.")
    }
    group.expires = max(group.expires, expires)
    groups[groupID] = group
  }

  /// The same definition again is no conflict.
  private mutating func keep(_ id: TaskID, _ task: TaskDefinition, _ now: Timestamp) throws(APIError) -> TaskRecord {
    if let existing = self[id.text] {
      guard existing.definition == task else {
        throw APIError(
          .requestConflict,
          "taskId `\(id)` already used by another task.\nThis could be the result of faulty idempotency!")
      }
      return existing
    }
    try checkDependencies(of: task, id)
    groups[task.text("taskGroupId") ?? id.text]?.tasks.append(id.text)
    return insert(TaskRecord(id: id, definition: task), now: now)
  }

  /// All must exist, and outlive the task's deadline; the task itself may be among them, and then never starts.
  private func checkDependencies(of task: TaskDefinition, _ id: TaskID) throws(APIError) {
    let dependencies = task.dependencies
    let missing = dependencies.filter { self[$0] == nil && $0 != id.text }
    var message = ""
    if !missing.isEmpty {
      message += "`task.dependencies` references non-existing tasks: \n"
      message += missing.map { " * \($0)" }.joined(separator: "\n") + "\n"
      message += "All taskIds in `task.dependencies` **must** exist\nbefore the task is created.\n"
      throw APIError(.inputError, message)
    }
    guard let deadline = task.deadline else { return }
    let expiring = dependencies.filter { (self[$0]?.definition.expires).map { $0 < deadline } ?? false }
    if !expiring.isEmpty {
      message += "`task.dependencies` references tasks that expires\n"
      message += "before `task.deadline` this is not allowed, see tasks: \n"
      message += expiring.map { " * \($0)," }.joined(separator: "\n") + "\n"
      message += "All taskIds in `task.dependencies` **must** have\n"
      message += "`task.expires` greater than the `deadline` for this task.\n"
      throw APIError(.inputError, message)
    }
  }
}

extension JSON {
  /// Whether a text or a key in it has the character U+0000.
  fileprivate var hasNUL: Bool {
    switch self {
    case .null, .bool, .number: false
    case .string(let text): text.utf8.contains(0)
    case .array(let values): values.contains(where: \.hasNUL)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || $0.value.hasNUL }
    }
  }
}
