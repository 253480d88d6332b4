import Diagnostics
import Document
import TaskclusterClient

extension Client {
  /// A client that talks to a real server, as the environment says. libcurl is loaded now, not before.
  static func real(
    _ environment: [String: String], now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
  ) throws(Failure) -> Client {
    Client(
      try Access(environment: environment),
      transport: try CurlTransport(CurlTransport.Options(environment: environment)),
      pacing: .real(now: now))
  }
}
