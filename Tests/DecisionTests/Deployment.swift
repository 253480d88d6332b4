import Document
import FoundationEssentials
import LocalQueue
import Synchronization
import TaskDefinitions
import TestSupport
import Testing

/// A queue in the test's process, and the decision task on it, as a task with the proxy sees them.
struct Deployment {
  let queue: LocalQueue
  let decision: TaskID
  private let clock: Clock

  /// - Parameter created: when the decision task was, which is the templates' `now`; else it is now.
  init(
    scopes: [String] = ["*"], faults: String? = nil, authentication: Authentication? = nil, created: Timestamp? = nil
  ) async throws {
    let plan = try faults.map { try FaultPlan(parsing: $0) } ?? .none
    let clock = Clock()
    var configuration = LocalQueue.Configuration(scopes: scopes, faults: plan) { clock.now }
    if let authentication { configuration.authentication = authentication }
    queue = try await LocalQueue.start(configuration)
    decision = try #require(TaskID(Example.decision))
    self.clock = clock
    try push(at: created ?? clock.now)
  }

  private init(_ queue: LocalQueue, _ decision: TaskID, _ clock: Clock) throws {
    self.queue = queue
    self.decision = decision
    self.clock = clock
    try push(at: clock.now)
  }

  /// Another push: a decision task of its own on the same queue.
  func next(_ name: String) throws -> Deployment {
    try Deployment(queue, TaskID.derived(decision: decision, label: name), clock)
  }

  /// The queue's clock: that of the machine, and what a test has moved it by.
  private final class Clock: Sendable {
    private let offset = Mutex<Int64>(0)
    var now: Timestamp {
      Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000) + offset.withLock { $0 })
    }
    func advance(byMilliseconds delta: Int64) { offset.withLock { $0 += delta } }
  }

  func advance(byMilliseconds delta: Int64) { clock.advance(byMilliseconds: delta) }

  /// The decision task, as taskcluster-github creates it.
  private func push(at now: Timestamp) throws {
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

  /// Starts the decision step, and does not wait for it.
  func start(_ message: String, root: String = Checkout.root, to folder: TemporaryFolder) -> Background {
    Background(
      ["submit", "--root", root, "--message", message, "--artifacts", folder.path + "/artifacts"],
      environment: environment, in: folder)
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
