package import Document

extension TaskDefinition {
  /// The task as the queue keeps it and gives it back: with its defaults filled in, times in UTC to the millisecond, both
  /// spellings of the worker pool, and without what the queue adds as the task runs. Two definitions are the same task
  /// if these are equal: arrays in order, keys in any order.
  package func normalized(taskID: TaskID) -> TaskDefinition {
    var body = body
    for field in ["created", "deadline"] {
      if let time = time(field) { body[field] = .string(time.iso) }
    }
    if let expires { body["expires"] = .string(expires.iso) }
    for (field, value) in Self.defaults where body[field] == nil { body[field] = value }
    if body["taskGroupId"] == nil { body["taskGroupId"] = .string(taskID.text) }
    if let queue = taskQueueID {
      let parts = queue.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      body["taskQueueId"] = .string(queue)
      if parts.count == 2 { (body["provisionerId"], body["workerType"]) = (.string(parts[0]), .string(parts[1])) }
    }
    for field in ["runs", "retriesLeft", "takenUntil"] { body[field] = nil }
    return TaskDefinition(body)
  }

  /// Source: the queue's schema. `taskGroupId`, `expires` and the worker pool follow from the task.
  private static let defaults: [(String, JSON)] = [
    ("dependencies", []), ("extra", [:]), ("priority", "lowest"), ("projectId", "none"), ("requires", "all-completed"),
    ("retries", 5), ("routes", []), ("schedulerId", "-"), ("scopes", []), ("tags", [:]),
  ]

  /// One place where two definitions say different things; nil where a side has nothing there.
  package struct Difference: Sendable, Equatable {
    package let path: FieldPath
    package let ours: JSON?
    package let theirs: JSON?
  }

  /// The times and the priority, which do not make another task of it: the first three move when a task is sent again
  /// later, the last may be raised on the queue.
  package static let volatileFields: Set<String> = ["created", "deadline", "expires", "priority"]

  /// What this definition says otherwise than another of the same id, after defaults, by field; empty if they are one
  /// task.
  package func differences(
    from other: TaskDefinition, taskID: TaskID, ignoring ignored: Set<String> = []
  ) -> [Difference] {
    var (ours, theirs) = (normalized(taskID: taskID).body, other.normalized(taskID: taskID).body)
    for field in ignored {
      ours[field] = nil
      theirs[field] = nil
    }
    return JSONDifference.between(.object(ours), .object(theirs))
  }
}
