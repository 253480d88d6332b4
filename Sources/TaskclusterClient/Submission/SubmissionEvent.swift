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
      setback.line(of: label)
    case .stopping(let count):
      "stopping: nothing new is sent" + (count == 0 ? "" : "; waiting for \(count) answer\(count == 1 ? "" : "s")")
    }
  }
}

extension Patience.Setback {
  /// A line of a log about a call that is made again.
  package func line(of what: String) -> String {
    "again in \(delay.seconds) s: \(what), try \(number): \(reason)"
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
