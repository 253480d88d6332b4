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

extension Timestamp {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, which is how every server has written it since 1999. Source: RFC 9110,
  /// 5.6.7. Nil for the two older forms.
  package init?(httpDate text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = Self.months.firstIndex(of: String(parts[2])) else {
      return nil
    }
    let number = month + 1
    self.init(iso: "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
  }
}
