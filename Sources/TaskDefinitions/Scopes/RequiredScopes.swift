/// What a caller must have to create a task: all of some scopes, and one of each list of alternatives.
package struct RequiredScopes: Sendable, Equatable {
  package var all: [String]
  package var anyOf: [[String]]

  package init(all: [String] = [], anyOf: [[String]] = []) {
    self.all = all
    self.anyOf = anyOf
  }

  /// What `createTask` asks for: the task's own scopes, one for each route, one for its project and its scheduler, and
  /// the right to create tasks for its worker pool, at its priority or a higher one. Source: the queue's reference.
  package init(of task: TaskDefinition) {
    all = task.scopes + task.routes.map { "queue:route:\($0)" }
    all.append("queue:create-task:project:\(task.projectID)")
    all.append("queue:scheduler-id:\(task.schedulerID)")
    let queue = task.taskQueueID ?? "/"
    let rank = Shape.priorities.firstIndex(of: task.priority) ?? Shape.priorities.count - 1
    // The task's own priority first: that is the scope to ask for.
    anyOf = [Shape.priorities[...rank].reversed().map { "queue:create-task:\($0):\(queue)" }]
  }
}
