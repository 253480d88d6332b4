package import Diagnostics
internal import Document
internal import TaskDefinitions

/// Creates tasks on a queue, each after those it waits for.
///
/// Whatever happened before, and whatever happens beside it, the end is one graph: ids do not change from run to run,
/// what is there already is compared and adopted. After the first failure, and when it is asked to stop, nothing new
/// is sent; what is on its way is waited for, and the report says where it ended.
package struct Submission: Sendable {
  package struct Options: Sendable {
    /// Requests on their way at once.
    package var maximumInFlight = 50
    /// Time for all, after which no call is repeated.
    package var total = Duration.seconds(15 * 60)
    /// How long answers are waited for after a request to stop.
    package var grace = Duration.seconds(10)

    package init() {}
  }

  private let items: [SubmissionItem]
  private let order: SubmissionOrder
  private let client: Client
  private let options: Options
  private let stop: StopSignal
  private let observe: @Sendable (SubmissionEvent) -> Void

  /// - Parameters:
  ///   - stop: raised by whoever wants it to end early.
  ///   - observe: told what happens, from several threads.
  /// - Throws: a bug of ours if two tasks share a label or an id, or wait for each other in a circle.
  package init(
    _ items: [SubmissionItem], client: Client, options: Options = Options(), stop: StopSignal = StopSignal(),
    observe: @escaping @Sendable (SubmissionEvent) -> Void = { _ in }
  ) throws(Failure) {
    self.items = items
    self.client = client
    self.options = options
    self.stop = stop
    self.observe = observe
    order = try SubmissionOrder(items)
  }

  package func run() async -> SubmissionReport {
    await withTaskExecutorPreference(client.transport.executor) { await sendAll() }
  }

  private func sendAll() async -> SubmissionReport {
    // Raised by the first failure and by a request to stop: whoever waits for another try gives up.
    let halt = StopSignal()
    let until = client.pacing.uptime() + options.total
    var progress = SubmissionProgress(order)
    observe(.started(total: items.count))
    await withTaskGroup(of: Signal.self) { group in
      group.addTask {
        await stop.wait()
        return .stopRequested
      }
      while true {
        while progress.inFlight < options.maximumInFlight, let place = progress.next() {
          group.addTask { .ended(place, await send(items[place], until, halt)) }
        }
        guard progress.inFlight > 0, let signal = await group.next() else { break }
        switch signal {
        case .ended(let place, let outcome):
          progress.end(place, outcome)
          observe(
            .finished(label: items[place].label, outcome, done: progress.outcomes.count, total: items.count))
          if case .failed = outcome, !halt.isRaised {
            halt.raise()
            observe(.stopping(inFlight: progress.inFlight))
          }
        case .stopRequested:
          progress.isStopped = true
          halt.raise()
          observe(.stopping(inFlight: progress.inFlight))
          group.addTask {
            await client.pacing.sleep(options.grace)
            return .graceOver
          }
        case .graceOver: group.cancelAll()
        }
      }
      group.cancelAll()
    }
    return report(progress)
  }

  private enum Signal: Sendable {
    case ended(Int, SubmissionReport.Outcome)
    case stopRequested
    case graceOver
  }

  private func send(_ item: SubmissionItem, _ until: Duration, _ halt: StopSignal) async -> SubmissionReport.Outcome {
    let patience = Patience(until: until, halt: halt) { observe(.retrying(label: item.label, $0)) }
    return await TaskCreation(item: item, client: client, patience: patience).run()
  }

  /// Why each of the tasks that were not sent was not: the nearest failure it waits for, else the first one of all.
  private func report(_ progress: SubmissionProgress) -> SubmissionReport {
    var causes: [Int: String] = [:]
    var entries: [SubmissionReport.Entry] = []
    entries.reserveCapacity(items.count)
    let general = progress.firstFailure.map { SubmissionReport.Skip.failure(items[$0].label) } ?? .stopped
    for place in order.order {
      let item = items[place]
      let outcome: SubmissionReport.Outcome
      if let known = progress.outcomes[place] {
        outcome = known
        if case .failed = known { causes[place] = item.label }
      } else if let cause = order.dependencies[place].lazy.compactMap({ causes[$0] }).first {
        outcome = .skipped(.dependency(cause))
        causes[place] = cause
      } else {
        outcome = .skipped(general)
      }
      entries.append(SubmissionReport.Entry(label: item.label, taskID: item.taskID, outcome: outcome))
    }
    let isWhole = entries.allSatisfy { $0.outcome.kind == .created || $0.outcome.kind == .adopted }
    return SubmissionReport(entries, isStopped: progress.isStopped && !isWhole)
  }
}
