import Diagnostics
import Document
import TaskclusterClient

extension Client {
  /// A client that talks to a real server, as the environment says. libcurl is loaded now, not before.
  static func real(
    _ environment: [String: String], now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
  ) throws(Failure) -> Client {
    let access = try Access(environment: environment)
    let options = CurlTransport.Options(environment: environment)
    let request = HTTPRequest(.get, access.server.description, isDirect: access.isDirect)
    if let mistake = options.proxies.mistake(for: request) { throw Failure(.usage, [mistake]) }
    return Client(access, transport: try CurlTransport(options), pacing: .real(now: now))
  }
}
