import Document
import Synchronization

@testable import TaskclusterClient

/// Time that passes only where somebody sleeps, and chance that is the same in each run.
final class ManualTime: Sendable {
  private struct State {
    var elapsed = Duration.zero
    var seed: UInt64
    var sleeps: [Duration] = []
  }

  static let start = Timestamp(iso: "2026-11-22T10:00:00.000Z")!

  private let state: Mutex<State>

  init(seed: UInt64 = 1) { state = Mutex(State(seed: seed)) }

  /// Each sleep, in the order in which it began.
  var sleeps: [Duration] { state.withLock { $0.sleeps } }
  var now: Timestamp { Self.start.advanced(byMilliseconds: elapsedMilliseconds) }

  func advance(by duration: Duration) { state.withLock { $0.elapsed += duration } }

  private var elapsedMilliseconds: Int64 {
    let (seconds, attoseconds) = state.withLock { $0.elapsed }.components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  /// - Parameter skew: how far this machine's clock is ahead of the time above.
  func pacing(skew: Duration = .zero) -> Pacing {
    let ahead = Int64(skew / .milliseconds(1))
    return Pacing(
      now: { self.now.advanced(byMilliseconds: ahead) }, uptime: { self.state.withLock { $0.elapsed } },
      sleep: { duration in
        self.state.withLock { state in
          state.sleeps.append(duration)
          state.elapsed += duration
        }
        await Task.yield()
      },
      random: {
        // Source: SplitMix64, Steele, Lea and Flood 2014.
        self.state.withLock { state in
          state.seed &+= 0x9E37_79B9_7F4A_7C15
          var word = state.seed
          word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
          word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
          return word ^ (word >> 31)
        }
      })
  }
}
