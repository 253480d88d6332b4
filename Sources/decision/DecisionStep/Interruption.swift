import Diagnostics
import Glibc
import Synchronization
import TaskclusterClient

/// What a signal means to the decision step. As long as nothing has been sent there is nothing to put in order: it ends
/// at once, and may be tried again. Later the first signal raises `stop`, and a second one ends it at once.
final class Interruption: Sendable {
  let stop = StopSignal()
  private let isSending = Atomic(false)

  /// From now on there is a report to write.
  func sendingBegins() { isSending.store(true, ordering: .sequentiallyConsistent) }

  func arrived(_ number: Int32) {
    if isSending.load(ordering: .sequentiallyConsistent) {
      if stop.isRaised { _exit(128 + number) }
      stop.raise()
    } else {
      Terminal.standardError.write([
        Diagnostic(
          id: "stopped", "asked to stop before the first task was sent",
          help: "run it again")
      ])
      _exit(Diagnostics.ExitCode.tryAgain.rawValue)
    }
  }
}
