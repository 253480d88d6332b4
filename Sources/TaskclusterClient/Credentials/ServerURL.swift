/// The root of a server: `https://tc.example.com`, `http://localhost:8080`. A user's name, a query or a fragment has no
/// place in one.
package struct ServerURL: Sendable, Hashable, CustomStringConvertible {
  package let isSecure: Bool
  /// In lower case; an IPv6 address in brackets.
  package let host: String
  /// The one that is used, written or not.
  package let port: Int
  /// What comes before every path, without a slash at the end; most often nothing.
  package let path: String

  package init?(_ text: String) {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    isSecure = scheme == "https://"
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    guard rest.utf8.allSatisfy(Self.isPlain), let (host, port) = Self.split(authority) else { return nil }
    self.host = host.lowercased()
    self.port = port ?? (isSecure ? 443 : 80)
    path = String(rest.dropFirst(authority.count).reversed().drop { $0 == "/" }.reversed())
  }

  /// As it is written in a URL: the port only where it is not the scheme's own.
  package var description: String {
    let usual = isSecure ? 443 : 80
    return (isSecure ? "https://" : "http://") + host + (port == usual ? "" : ":\(port)") + path
  }

  /// The machine itself, or one on the same wire: no proxy leads there.
  package var isLocal: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" || host.hasPrefix("127.")
      || host.hasPrefix("169.254.") || host.hasPrefix("[fe80:")
  }

  private static func split(_ authority: Substring) -> (host: Substring, port: Int?)? {
    let isAddress = authority.first == "["
    let end = isAddress ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    guard let end = end ?? (isAddress ? nil : authority.endIndex) else { return nil }
    let (host, rest) = (authority[..<end], authority[end...])
    guard !host.isEmpty, host.utf8.allSatisfy({ isHostByte($0) || (isAddress && isAddressByte($0)) }) else {
      return nil
    }
    if rest.isEmpty { return (host, nil) }
    guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
    return (host, Int(port))
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  /// Printable ASCII but for what begins a query, a fragment or a user's name.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte)
      && ![UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "\\")].contains(byte)
  }
}
