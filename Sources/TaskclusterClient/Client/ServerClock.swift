package import Document
internal import Synchronization

/// The server's time, by the `Date` of its answers: times that it will judge are made of this.
package final class ServerClock: Sendable {
  /// `Date` is cut to the second and was written some time before it came: less than this is no difference, in
  /// milliseconds.
  package static let tolerance: Int64 = 5_000

  private let local: @Sendable () -> Timestamp
  private let difference = Mutex<Int64>(0)

  package init(local: @escaping @Sendable () -> Timestamp) { self.local = local }

  /// How far the server is ahead of this machine, in milliseconds; 0 if it is near enough or has not said.
  package var skew: Int64 { difference.withLock { $0 } }

  package var now: Timestamp { local().advanced(byMilliseconds: skew) }

  package func observe(_ response: HTTPResponse) {
    guard let date = response.header("date").flatMap({ Timestamp(httpDate: $0) }) else { return }
    let (skew, overflow) = date.milliseconds.subtractingReportingOverflow(local().milliseconds)
    guard !overflow else { return }
    difference.withLock { $0 = (-Self.tolerance...Self.tolerance).contains(skew) ? 0 : skew }
  }
}
