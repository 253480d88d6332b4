package import Document
package import TaskDefinitions

/// A task as the queue keeps it.
package struct TaskRecord: Sendable {
  package enum State: String, Sendable {
    case unscheduled, pending, running, completed, failed, exception

    var isResolved: Bool { self == .completed || self == .failed || self == .exception }
  }

  /// One attempt to run the task.
  package struct Run: Sendable {
    package var state: State
    package let scheduled: Timestamp
    package var started: Timestamp?
    package var resolved: Timestamp?
    package var reasonCreated = "scheduled"
    package var reasonResolved: String?
  }

  package let id: TaskID
  /// With its defaults, as `GET` gives it back.
  package let definition: TaskDefinition
  package internal(set) var runs: [Run] = []

  package var state: State { runs.last?.state ?? .unscheduled }
  package var groupID: String { definition.text("taskGroupId") ?? id.text }

  init(id: TaskID, definition: TaskDefinition) {
    self.id = id
    self.definition = definition
  }

  /// What the queue says of the task's state. Source: task-status.json.
  package var status: JSON {
    var status: JSONObject = [
      "taskId": .string(id.text),
      "retriesLeft": definition.body["retries"] ?? 5,
      "state": .string(state.rawValue),
      "runs": .array(runs.indices.map(json(ofRun:))),
    ]
    for field in Self.copied { status[field] = definition.body[field] }
    return .object(status)
  }

  private static let copied = [
    "provisionerId", "workerType", "taskQueueId", "schedulerId", "projectId", "taskGroupId", "deadline", "expires",
    "priority",
  ]

  private func json(ofRun index: Int) -> JSON {
    let run = runs[index]
    var json: JSONObject = [
      "runId": .number(Double(index)), "state": .string(run.state.rawValue),
      "reasonCreated": .string(run.reasonCreated), "scheduled": .string(run.scheduled.iso),
    ]
    if let started = run.started { json["started"] = .string(started.iso) }
    if let resolved = run.resolved { json["resolved"] = .string(resolved.iso) }
    if let reason = run.reasonResolved { json["reasonResolved"] = .string(reason) }
    return .object(json)
  }
}
