import Diagnostics
import Document
import Synchronization
import TaskDefinitions

@testable import TaskclusterClient

/// Graphs and clients for the tests.
enum Fixture {
  static let decision = TaskID("fN1SbArXTPSVFNUvaOlinQ")!

  static func id(_ label: String) -> TaskID { TaskID.derived(decision: decision, label: label) }

  /// A task as the graph makes it, that waits for others of the graph, or else for the decision.
  static func item(
    _ label: String, needs: [String] = [], fields: JSONObject = [:], hasOptionalScopes: Bool = false
  ) -> SubmissionItem {
    let dependencies = needs.isEmpty ? [decision.text] : needs.map { id($0).text }
    let start = ManualTime.start
    var body: JSONObject = [
      "taskQueueId": "proj-relops/win2022", "schedulerId": "taskcluster-github", "taskGroupId": .string(decision.text),
      "created": .string(start.iso), "deadline": .string(start.advanced(byMilliseconds: 86_400_000).iso),
      "expires": .string(start.advanced(byMilliseconds: 31 * 86_400_000).iso), "dependencies": JSON(dependencies),
      "routes": [.string("index.project.relops.\(label)")], "scopes": ["secrets:get:project/relops/dev"],
      "payload": ["command": ["echo \(label)"], "maxRunTime": 3600],
      "metadata": [
        "name": .string(label), "description": "a task", "owner": "relops@example.com",
        "source": "https://example.com/repository",
      ],
    ]
    for member in fields.members { body[member.key] = member.value }
    return SubmissionItem(
      label: label, taskID: id(label), definition: TaskDefinition(body), hasOptionalScopes: hasOptionalScopes)
  }

  /// Builds, for each build a tag that waits for it, and for each tag a verification.
  static func graph(builds: Int) -> [SubmissionItem] {
    (0..<builds).flatMap { number in
      [
        item("build-\(number)"), item("tag-\(number)", needs: ["build-\(number)"]),
        item("verify-\(number)", needs: ["tag-\(number)"]),
      ]
    }
  }

  static let server = ServerURL("https://tc.example.com")!
  static let token = "tokenABCDEFGHijklmnop"

  static func client(
    _ transport: any Transport, _ pacing: Pacing, credentials: Credentials = .anonymous,
    policy: RetryPolicy = .submission
  ) -> Client {
    Client(Access(server: server, credentials: credentials), transport: transport, pacing: pacing, policy: policy)
  }

  static func submit(
    _ items: [SubmissionItem], to queue: MemoryQueue, _ time: ManualTime, skew: Duration = .zero,
    stop: StopSignal = StopSignal(), observe: @escaping @Sendable (SubmissionEvent) -> Void = { _ in }
  ) async throws -> SubmissionReport {
    try await Submission(
      items, client: client(queue, time.pacing(skew: skew)), stop: stop, observe: observe
    ).run()
  }

  /// What the tasks are once the times do not count: what two runs must have in common.
  static func essence(of tasks: [String: JSONObject]) -> [String: JSONObject] {
    tasks.mapValues { body in
      var body = body
      body["created"] = nil
      return body
    }
  }
}

/// Gathers what happens, from any thread.
final class Recorder<Element: Sendable>: Sendable {
  private let list = Mutex<[Element]>([])
  func note(_ element: Element) { list.withLock { $0.append(element) } }
  var all: [Element] { list.withLock { $0 } }
}

extension SubmissionReport {
  func labels(_ kind: Kind) -> [String] { entries.filter { $0.outcome.kind == kind }.map(\.label) }
  var kinds: [Kind: Int] { Dictionary(grouping: entries, by: \.outcome.kind).mapValues(\.count) }
}
