import Dispatch
import Glibc
import TaskclusterClient

/// SIGTERM and SIGINT, for as long as the value lives or until `restore`.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []
  private static let numbers = [SIGTERM, SIGINT]

  /// - Parameter arrived: told the signal's number, on some thread.
  init(_ arrived: @escaping @Sendable (Int32) -> Void) {
    for number in Self.numbers {
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { arrived(number) }
      source.resume()
      sources.append(source)
    }
  }

  /// As a request to stop in good order. A second one ends the process at once.
  convenience init(raising stop: StopSignal) {
    self.init { number in
      if stop.isRaised { _exit(128 + number) }
      stop.raise()
    }
  }

  func restore() {
    for source in sources { source.cancel() }
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
  }
}
