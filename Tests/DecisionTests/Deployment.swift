import Document
import FoundationEssentials
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// A queue in the test's process, and the decision task on it, as a task with the proxy sees them.
struct Deployment {
  let queue: LocalQueue
  let decision: TaskID

  init(scopes: [String] = ["*"], faults: String? = nil) async throws {
    let plan = try faults.map { try FaultPlan(parsing: $0) } ?? .none
    queue = try await LocalQueue.start(
      LocalQueue.Configuration(scopes: scopes, faults: plan) {
        Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
      })
    decision = try #require(TaskID(Example.decision))
    try push()
  }

  private init(_ queue: LocalQueue, _ decision: TaskID) throws {
    self.queue = queue
    self.decision = decision
    try push()
  }

  /// Another push: a decision task of its own on the same queue.
  func next(_ name: String) throws -> Deployment {
    try Deployment(queue, TaskID.derived(decision: decision, label: name))
  }

  /// The decision task, as taskcluster-github creates it.
  private func push() throws {
    let now = Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
    let error = queue.create(
      decision,
      TaskDefinition([
        "taskGroupId": .string(decision.text), "schedulerId": "taskcluster-github", "provisionerId": "relops-3",
        "workerType": "decision-gcp", "created": .string(now.iso),
        "deadline": .string(now.advanced(byMilliseconds: 86_400_000).iso),
        "expires": .string(now.advanced(byMilliseconds: 800 * 86_400_000).iso), "payload": [:],
        "metadata": ["name": "decision", "description": "", "owner": "o@example.com", "source": "https://example.com"],
      ]))
    if let error { throw error }
  }

  var environment: [String: String] {
    [
      "TASKCLUSTER_ROOT_URL": "https://firefox-ci-tc.services.mozilla.com", "TASKCLUSTER_PROXY_URL": queue.rootURL,
      "TASK_ID": decision.text, "RUN_ID": "0",
    ]
  }

  /// Runs the decision step.
  func submit(
    _ message: String, root: String = Checkout.root, to folder: TemporaryFolder, _ more: [String] = []
  ) async throws -> Program.Ending {
    try await Program.run(
      ["submit", "--root", root, "--message", message, "--artifacts", folder.path + "/artifacts"] + more,
      environment: environment)
  }

  /// The tasks of this decision by id, without the times that follow the clock.
  var tasks: [String: JSON] {
    Dictionary(
      uniqueKeysWithValues: queue.tasks.filter { $0.id != decision && $0.groupID == decision.text }.map { task in
        var body = task.definition.body
        body["created"] = nil
        return (task.id.text, JSON.object(body))
      })
  }

  /// The locations that the decision's builds were made for.
  var builds: [[String]] {
    queue.tasks.filter { $0.groupID == decision.text }.compactMap {
      $0.definition.body["extra"]?["decision"]?["locations"]?.array?.compactMap(\.string)
    }
  }

  /// Ends every task of the decision well, as workers would.
  func complete() {
    for task in queue.tasks where task.groupID == decision.text { queue.resolve(task.id) }
  }
}
