import Diagnostics
import Glibc
import Synchronization
import TaskclusterClient

/// What a signal means to a command that submits, from before it reads anything. As long as nothing has been sent there
/// is nothing to put in order: it ends at once, and may be tried again. Later the first signal raises `stop`, and a second
/// one ends it at once.
final class Interruption: Sendable {
  let stop = StopSignal()
  private let isSending = Atomic(false)

  /// Runs `body` with SIGTERM and SIGINT caught.
  static func caught<Value>(_ body: (Interruption) async throws -> Value) async throws -> Value {
    let interruption = Interruption()
    let signals = Signals { interruption.arrived($0) }
    defer { signals.restore() }
    return try await body(interruption)
  }

  /// From now on there is a report to write.
  func sendingBegins() { isSending.store(true, ordering: .sequentiallyConsistent) }
  /// The report is written.
  func sendingEnds() { isSending.store(false, ordering: .sequentiallyConsistent) }

  private func arrived(_ number: Int32) {
    if isSending.load(ordering: .sequentiallyConsistent) {
      if stop.isRaised { _exit(128 + number) }
      stop.raise()
    } else {
      Terminal.standardError.write([
        Diagnostic(id: "stopped", "asked to stop before the first task was sent", help: "run it again")
      ])
      _exit(Diagnostics.ExitCode.tryAgain.rawValue)
    }
  }
}
