import Dispatch
import Glibc
import TaskclusterClient

/// SIGTERM and SIGINT as a request to stop in good order. A second one ends the process at once.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []
  private static let numbers = [SIGTERM, SIGINT]

  init(raising stop: StopSignal) {
    for number in Self.numbers {
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isRaised { _exit(128 + number) }
        stop.raise()
      }
      source.resume()
      sources.append(source)
    }
  }

  func restore() {
    for source in sources { source.cancel() }
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
  }
}
