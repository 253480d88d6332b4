import Synchronization
import TaskclusterClient

/// Shows a submission as it runs: on a terminal a bar, in a log a line per task.
final class SubmissionProgressView: Sendable {
  private let isQuiet: Bool
  private let isTerminal = Terminal.standardError.isTerminal
  private let bar = Mutex(ProgressBar())

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  func show(_ event: SubmissionEvent) {
    guard !isQuiet else { return }
    guard isTerminal else { return Terminal.standardError.write(event.line + "\n") }
    bar.withLock { bar in
      bar.note(event)
      Terminal.standardError.write("\r\u{1B}[K" + bar.text(width: Terminal.standardError.width ?? 80))
    }
  }

  /// Leaves the line of the bar.
  func finish() {
    if isTerminal, !isQuiet { Terminal.standardError.write("\r\u{1B}[K") }
  }
}
