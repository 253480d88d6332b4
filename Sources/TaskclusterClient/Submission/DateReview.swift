internal import Diagnostics
internal import Document
internal import TaskDefinitions

/// The times of all tasks, held against the server's clock before the first one is sent.
///
/// A task that is on the queue already may be as late as it likes: it is found and kept. So where a time is wrong, and
/// only there, the queue is asked whether the task is there.
struct DateReview: Sendable {
  private let late: [Late]

  private struct Late: Sendable {
    let item: SubmissionItem
    let rule: DateRule
  }

  init(_ items: [SubmissionItem], at now: Timestamp) {
    late = items.compactMap { item in
      let task = item.definition
      guard let deadline = task.deadline else { return nil }
      return DateRule.broken(created: now, deadline: deadline, expires: task.expires, now: now)
        .map { Late(item: item, rule: $0) }
    }
  }

  /// - Throws: all tasks that the queue would refuse for their times, with exit code 78; or why it could not be asked.
  func check(_ client: Client, _ patience: Patience) async throws {
    let there = try await late.asking { try await Self.isThere($0.item, client, patience) ? $0.item.label : nil }
    let known = Set(there.compactMap(\.self))
    let missing = late.filter { !known.contains($0.item.label) }
    guard missing.isEmpty else { throw Failure(.configuration, Self.diagnostics(missing)) }
  }

  private static func isThere(
    _ item: SubmissionItem, _ client: Client, _ patience: Patience
  ) async throws(Failure) -> Bool {
    do throws(CallError) {
      return try await client.queue.task(item.taskID, patience: patience) != nil
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within("task \(item.label)")])
    }
  }

  /// One for each rule that is broken.
  private static func diagnostics(_ late: [Late]) -> [Diagnostic] {
    DateRule.allCases.compactMap { rule in
      let labels = late.filter { $0.rule == rule }.map(\.item.label)
      guard !labels.isEmpty else { return nil }
      return Diagnostic(
        id: "task-dates", "a new task's times must be good when it is sent: \(rule.rule)",
        help: "times count from the decision task's creation: start a new decision task, or give the kind more time",
        notes: [Diagnostic.Note("of \(labels.listed)")])
    }
  }
}
