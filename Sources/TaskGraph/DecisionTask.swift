package import Document
package import TaskDefinitions

/// The task that decides: ids of all others are made of its own, and times of its creation.
package struct DecisionTask: Sendable, Equatable {
  package let id: TaskID
  package let groupID: TaskID
  /// The scheduler of the group, which the first task in it has fixed.
  package let schedulerID: String
  /// The templates' `now`. That of the decision task itself, so that a second run repeats every nested time.
  package let now: Timestamp

  /// The scheduler of tasks that a push to GitHub makes.
  package static let defaultSchedulerID = "taskcluster-github"

  /// What stands for it where there is none: on a laptop.
  package static func placeholder(now: Timestamp) -> DecisionTask {
    DecisionTask(id: .placeholder, groupID: .placeholder, schedulerID: defaultSchedulerID, now: now)
  }

  package init(id: TaskID, groupID: TaskID, schedulerID: String, now: Timestamp) {
    self.id = id
    self.groupID = groupID
    self.schedulerID = schedulerID
    self.now = now
  }
}
