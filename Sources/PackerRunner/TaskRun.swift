package import Diagnostics

/// Which run of which task this is, as the worker says it.
package struct TaskRun: Sendable, Equatable {
  /// The task's id, which every image that it builds carries as a tag; nil outside a task.
  package let taskID: String?
  /// From 0; more than that is a retry.
  package let number: Int

  package init(taskID: String?, number: Int) {
    self.taskID = taskID
    self.number = number
  }

  /// Reads TASK_ID and RUN_ID.
  ///
  /// - Throws: what is wrong with them, with exit code 64.
  package init(environment: [String: String]) throws(Failure) {
    let id = environment["TASK_ID"].flatMap { $0.isEmpty ? nil : $0 }
    let text = environment["RUN_ID"].flatMap { $0.isEmpty ? nil : $0 } ?? "0"
    guard let number = Int(text), number >= 0 else {
      throw Failure(.usage, [Diagnostic(id: "run-id", "RUN_ID must be a number from 0")])
    }
    guard id != nil || number == 0 else {
      throw Failure(
        .usage, [Diagnostic(id: "no-task-id", "a run that goes on where another stopped must have TASK_ID")])
    }
    self.init(taskID: id, number: number)
  }
}
