import Synchronization
import TaskclusterClient

/// Tells what the decision step does while it does it: on a terminal by a bar, in a log by a line per task. What is
/// asked again is always told, so that nobody waits for minutes without a word.
final class SubmissionVoice: Sendable {
  /// Whether each task has been told of by its label.
  var hasNamedTasks: Bool { !isQuiet && !isTerminal }

  private let isQuiet: Bool
  private let isTerminal = Terminal.standardError.isTerminal
  private let bar = Mutex(ProgressBar())

  private static let clearLine = "\r\u{1B}[K"

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// For a call before the first task is sent.
  func patience(for what: String) -> Patience {
    Patience { [self] setback in
      if !isQuiet { Terminal.standardError.write(setback.line(of: what) + "\n") }
    }
  }

  func show(_ event: SubmissionEvent) {
    guard !isQuiet else { return }
    guard isTerminal else { return Terminal.standardError.write(event.line + "\n") }
    bar.withLock { bar in
      bar.note(event)
      var text = Self.clearLine
      if case .stopping = event { text += event.line + "\n" }
      Terminal.standardError.write(text + bar.text(width: Terminal.standardError.width ?? 80))
    }
  }

  /// Leaves the line of the bar.
  func finish() {
    if isTerminal, !isQuiet { Terminal.standardError.write(Self.clearLine) }
  }
}
