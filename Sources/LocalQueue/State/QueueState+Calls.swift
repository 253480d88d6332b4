internal import Document
internal import TaskDefinitions

/// The calls that read, and those that change what is there.
extension QueueState {
  func task(_ id: String) throws(APIError) -> JSON {
    guard let record = self[id] else {
      throw .noTask(id, hint: "Are you sure this task has already been submitted?")
    }
    return record.definition.json
  }

  func status(_ id: String) throws(APIError) -> JSON {
    guard let record = self[id] else { throw .noTask(id, hint: "Are you sure this task exists?") }
    return ["status": record.status]
  }

  /// The definitions, or the states, of several tasks; those that do not exist are left out.
  func several(_ ids: [String], page: Page, field: String, list: String, _ value: (TaskRecord) -> JSON) -> JSON {
    let found = ids.compactMap { self[$0] }
    let (range, next) = page.range(of: found.count)
    var answer: JSONObject = [:]
    answer[list] = .array(found[range].map { [field: value($0), "taskId": .string($0.id.text)] as JSON })
    if let next { answer["continuationToken"] = .string(next) }
    return .object(answer)
  }

  func group(_ id: String) throws(APIError) -> TaskGroup {
    guard let group = groups[id] else { throw .noGroup(id) }
    return group
  }

  func listGroup(_ id: String, page: Page) throws(APIError) -> JSON {
    let group = try group(id)
    let (range, next) = page.range(of: group.tasks.count)
    var answer = group.json
    answer["tasks"] = .array(
      group.tasks[range].compactMap { self[$0] }.map { ["status": $0.status, "task": $0.definition.json] as JSON })
    if let next { answer["continuationToken"] = .string(next) }
    return .object(answer)
  }

  func listDependents(_ id: String, page: Page) throws(APIError) -> JSON {
    guard self[id] != nil else { throw .noTask(id, hint: "Are you sure this task exists?") }
    let waiting = created.filter { $0.definition.dependencies.contains(id) }
    let (range, next) = page.range(of: waiting.count)
    var answer: JSONObject = ["taskId": .string(id)]
    answer["tasks"] = .array(waiting[range].map { ["status": $0.status, "task": $0.definition.json] as JSON })
    if let next { answer["continuationToken"] = .string(next) }
    return .object(answer)
  }

  /// Sealing again changes nothing.
  mutating func sealGroup(_ id: String, now: Timestamp) throws(APIError) -> JSON {
    var group = try group(id)
    if group.sealed == nil { group.sealed = now }
    groups[id] = group
    return .object(group.json)
  }

  mutating func cancelGroup(_ id: String, now: Timestamp) throws(APIError) -> JSON {
    let group = try group(id)
    guard group.sealed != nil else {
      throw APIError(.requestConflict, "Task group `\(id)` is not sealed. Please seal it before cancelling.")
    }
    let open = group.tasks.filter { self[$0]?.state.isResolved == false }
    for id in open { resolve(id, as: .exception, reason: "canceled", now: now) }
    return [
      "taskGroupId": .string(id), "taskGroupSize": .number(Double(group.tasks.count)),
      "cancelledCount": .number(Double(open.count)), "taskIds": JSON(open),
    ]
  }

  /// Cancelling what is over changes nothing.
  mutating func cancelTask(_ id: String, now: Timestamp) throws(APIError) -> JSON {
    guard let record = self[id] else {
      throw .noTask(id, hint: "Are you sure this task exists?")
    }
    if let deadline = record.definition.deadline, deadline < now {
      throw APIError(.requestConflict, "Task `\(id)` can't be canceled past its deadline of \(deadline.iso).")
    }
    resolve(id, as: .exception, reason: "canceled", now: now)
    return try status(id)
  }

  /// Answers with what is listed afterwards, which is another task if that has a higher rank. Source: index's api.json.
  mutating func insertTask(_ namespace: String, _ body: JSON, now: Timestamp) throws(APIError) -> JSON {
    guard let id = body["taskId"]?.string.flatMap({ TaskID($0) }), let rank = body["rank"]?.number,
      let data = body["data"], data.object != nil, let expires = body["expires"]?.string.flatMap({ Timestamp(iso: $0) })
    else {
      throw APIError(
        .inputValidationError,
        "\nSchema Validation Failed!\nErrors:\n  * data must have a taskId, a rank, data and the time that it expires")
    }
    index.insert(IndexState.Entry(taskID: id.text, rank: rank, data: data, expires: expires), at: namespace)
    return try findTask(namespace, now: now)
  }

  func findTask(_ path: String, now: Timestamp) throws(APIError) -> JSON {
    guard let entry = index.find(path, now: now) else { throw APIError(.resourceNotFound, "Indexed task not found") }
    return [
      "namespace": .string(path), "taskId": .string(entry.taskID), "rank": .number(entry.rank), "data": entry.data,
      "expires": .string(entry.expires.iso),
    ]
  }

  func secret(_ name: String, now: Timestamp) throws(APIError) -> JSON {
    guard let secret = secrets[name] else { throw APIError(.resourceNotFound, "Secret not found") }
    guard secret.expires > now else { throw APIError(.resourceExpired, "The requested resource has expired.") }
    return ["secret": secret.value, "expires": .string(secret.expires.iso)]
  }
}
