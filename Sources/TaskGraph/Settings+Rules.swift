/// What names and URLs of the settings are made of.
extension Settings {
  /// Names end in labels, paths and routes.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 100, !text.contains("..") else { return false }
    return isNameByte(first) && !"-_.".utf8.contains(first) && text.utf8.allSatisfy(isNameByte)
  }

  /// It ends in scopes, URLs and the environment of batch files.
  static func isSecretName(_ text: String) -> Bool {
    text.utf8.count <= 255
      && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part != ".." && part.first != "-"
          && part.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ":") }
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  /// The URL without `/` at its end; nil unless it is a scheme and a host. `http` is for loopback only.
  static func rootURL(_ text: String) -> String? {
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    for (scheme, hosts) in [("https://", nil), ("http://", ["localhost", "127.0.0.1", "[::1]"])]
      as [(String, [String]?)]
    {
      guard trimmed.hasPrefix(scheme) else { continue }
      let rest = trimmed.dropFirst(scheme.count)
      guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#@\"\\".utf8.contains($0) }) else {
        return nil
      }
      guard let hosts else { return trimmed }
      return hosts.contains { rest == $0 || rest.hasPrefix($0 + ":") } ? trimmed : nil
    }
    return nil
  }
}
