internal import TaskDefinitions

/// The signature of a request, in the scheme that Taskcluster uses. Source: github.com/mozilla/hawk, API.md.
package enum Hawk {
  /// Characters of the longest header that the server reads; of a longer one it says 401.
  package static let headerLimit = 4096

  /// Where a request goes, as it is signed.
  package struct Target: Sendable, Equatable {
    /// In lower case; an IPv6 address in brackets.
    package var host: String
    package var port: Int
    /// Path and query, as they are sent.
    package var resource: String

    package init(host: String, port: Int, resource: String) {
      self.host = host
      self.port = port
      self.resource = resource
    }
  }

  /// The value of `Authorization`.
  ///
  /// - Parameters:
  ///   - time: seconds since 1970, by the server's clock.
  ///   - nonce: what makes two requests of one second differ; letters and digits.
  package static func header(
    _ method: HTTPRequest.Method, _ target: Target, body: (contentType: String, bytes: [UInt8])?,
    credentials: HawkCredentials, time: Int64, nonce: String
  ) -> String {
    let hash = body.map { payloadHash(contentType: $0.contentType, $0.bytes) }
    let ext = credentials.ext?.reveal()
    let lines = [
      "hawk.1.header", String(time), nonce, method.rawValue, target.resource, target.host, String(target.port),
      hash ?? "", ext ?? "",
    ]
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    let mac = Base64.encoded(Digest.hmacSHA256(text, key: Array(credentials.accessToken.reveal().utf8)))
    var header = "Hawk id=\"\(credentials.clientID)\", ts=\"\(time)\", nonce=\"\(nonce)\""
    if let hash { header += ", hash=\"\(hash)\"" }
    if let ext { header += ", ext=\"\(ext)\"" }
    return header + ", mac=\"\(mac)\""
  }

  /// Base 64 of the digest of a body with its type, of which parameters and case do not count.
  package static func payloadHash(contentType: String, _ body: [UInt8]) -> String {
    let type = contentType.prefix { $0 != ";" }.lowercased().split(separator: " ").joined()
    return Base64.encoded(Digest.sha256(Array("hawk.1.payload\n\(type)\n".utf8) + body + [UInt8(ascii: "\n")]))
  }
}
