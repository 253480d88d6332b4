/// What has been sent, what has ended, and what can be sent next.
struct SubmissionProgress {
  private let order: SubmissionOrder
  /// Those whose dependencies are there, from `head` on in the order in which they became so.
  private var ready: [Int]
  private var head = 0
  /// For each task, how many it still waits for.
  private var missing: [Int]
  private(set) var inFlight = 0
  private(set) var outcomes: [Int: SubmissionReport.Outcome] = [:]
  private(set) var firstFailure: Int?
  var isStopped = false

  init(_ order: SubmissionOrder) {
    self.order = order
    missing = order.dependencies.map(\.count)
    ready = order.dependencies.indices.filter { order.dependencies[$0].isEmpty }
  }

  /// The next task to send; nil if there is none now, or none any more.
  mutating func next() -> Int? {
    guard !isStopped, firstFailure == nil, head < ready.count else { return nil }
    defer { head += 1 }
    inFlight += 1
    return ready[head]
  }

  mutating func end(_ place: Int, _ outcome: SubmissionReport.Outcome) {
    inFlight -= 1
    outcomes[place] = outcome
    if case .failed = outcome {
      firstFailure = firstFailure ?? place
      return
    }
    for dependent in order.dependents[place] {
      missing[dependent] -= 1
      if missing[dependent] == 0 { ready.append(dependent) }
    }
  }
}
