internal import Diagnostics

/// What happens while a submission runs, as it happens.
package enum SubmissionEvent: Sendable {
  case started(total: Int)
  /// `done` counts this one.
  case finished(label: String, SubmissionReport.Outcome, done: Int, total: Int)
  case retrying(label: String, Patience.Setback)
  /// Nothing new is sent any more; so many answers are waited for.
  case stopping(inFlight: Int)
}

extension SubmissionEvent {
  /// A line of a log. Text that comes from a server is safe in it.
  package var line: String {
    switch self {
    case .started(let total): "submitting \(total) tasks"
    case .finished(let label, let outcome, let done, let total):
      switch outcome {
      case .created: "[\(done)/\(total)] created \(label)"
      case .adopted: "[\(done)/\(total)] already there \(label)"
      case .failed(let failure): "[\(done)/\(total)] failed \(label): \(failure.diagnostic.message)"
      case .skipped: "[\(done)/\(total)] skipped \(label)"
      }
    case .retrying(let label, let setback):
      "again in \(setback.delay.seconds) s: \(label), try \(setback.number): \(setback.reason)"
    case .stopping(let count):
      "stopping: nothing new is sent" + (count == 0 ? "" : "; waiting for \(count) answer\(count == 1 ? "" : "s")")
    }
  }
}

extension Duration {
  /// With one digit after the point; nothing is waited for in no time.
  fileprivate var seconds: String {
    let tenths = components.seconds.multipliedReportingOverflow(by: 10)
    guard !tenths.overflow else { return "\(components.seconds)" }
    let all = max(1, tenths.partialValue + (components.attoseconds + 50_000_000_000_000_000) / 100_000_000_000_000_000)
    return "\(all / 10).\(all % 10)"
  }
}

/// A bar for a terminal: `[######------] 60/120`, and what went wrong so far.
package struct ProgressBar: Sendable {
  private var done = 0
  private var total = 0
  private var failed = 0
  private var retries = 0

  package init() {}

  package mutating func note(_ event: SubmissionEvent) {
    switch event {
    case .started(let total): self.total = total
    case .finished(_, let outcome, let done, let total):
      (self.done, self.total) = (done, total)
      if outcome.kind == .failed { failed += 1 }
    case .retrying: retries += 1
    case .stopping: break
    }
  }

  /// - Parameter width: columns of the terminal.
  package func text(width: Int) -> String {
    var rest = " \(done)/\(total)"
    if retries > 0 { rest += ", \(retries) sent again" }
    if failed > 0 { rest += ", \(failed) failed" }
    let room = min(40, width - rest.utf8.count - 3)
    guard room >= 5, total > 0 else { return String(rest.dropFirst().prefix(max(0, width - 1))) }
    let filled = min(room, max(0, done) * room / total)
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "]" + rest
  }
}
