import Diagnostics
import Document
import LocalQueue
import TaskDefinitions
import TaskGraph

extension LocalQueue {
  /// Puts the decision task on the queue, as taskcluster-github would have done before it ran.
  func rehearse(_ decision: DecisionTask) throws(Failure) {
    let now = now
    let definition = TaskDefinition([
      "taskGroupId": .string(decision.groupID.text), "schedulerId": .string(decision.schedulerID),
      "provisionerId": "rehearsal", "workerType": "decision", "created": .string(now.iso),
      "deadline": .string(now.advanced(byMilliseconds: 86_400_000).iso),
      "expires": .string(now.advanced(byMilliseconds: 2 * 365 * 86_400_000).iso), "payload": [:],
      "metadata": [
        "name": "decision", "description": "the rehearsal's decision task", "owner": "nobody@example.com",
        "source": "https://example.com",
      ],
    ])
    guard let error = create(decision.id, definition) else { return }
    throw Failure(.bug, [Diagnostic(id: "rehearsal", "the queue takes the decision task: \(error.message)")])
  }
}

extension LocalQueue {
  /// Ends every task well, as the workers would: the index finds them from then on.
  func completeAll() {
    for task in tasks { resolve(task.id) }
  }
}
