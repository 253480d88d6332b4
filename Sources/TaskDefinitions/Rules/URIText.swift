/// What RFC 3986 calls a URI: a scheme, then an optional authority, a path, a query and a fragment.
enum URIText {
  static func isURI(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), isScheme(bytes[..<colon]) else { return false }
    var rest = bytes[(colon + 1)...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      guard isText(rest[(hash + 1)...], and: "/?:@") else { return false }
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      guard isText(rest[(mark + 1)...], and: "/?:@") else { return false }
      rest = rest[..<mark]
    }
    guard rest.starts(with: "//".utf8) else { return isText(rest, and: "/:@") }
    rest = rest.dropFirst(2)
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    return isAuthority(rest[..<slash]) && isText(rest[slash...], and: "/:@")
  }

  private static func isScheme(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = bytes.first, first.isLetterByte else { return false }
    return bytes.allSatisfy { $0.isAlphanumericByte || "+-.".utf8.contains($0) }
  }

  /// `[userinfo@]host[:port]`; a host in brackets is an address of IP version 6 or later.
  private static func isAuthority(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var host = bytes
    if let at = host.lastIndex(of: UInt8(ascii: "@")) {
      guard isText(host[..<at], and: ":") else { return false }
      host = host[(at + 1)...]
    }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let address = host[(host.startIndex + 1)..<end]
      let port = host[(end + 1)...]
      return !address.isEmpty
        && address.allSatisfy { $0.isHexByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        && (port.isEmpty || isPort(port))
    }
    guard let colon = host.firstIndex(of: UInt8(ascii: ":")) else { return isText(host, and: "") }
    return isText(host[..<colon], and: "") && isPort(host[colon...])
  }

  private static func isPort(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(\.isDigitByte)
  }

  /// Unreserved characters, sub-delimiters, escapes with `%`, and `others`.
  private static func isText(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, and others: StaticString) -> Bool {
    let plain: StaticString = "-._~!$&'()*+,;="
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.endIndex, bytes[index + 1].isHexByte, bytes[index + 2].isHexByte else { return false }
        index += 3
        continue
      }
      guard
        byte.isAlphanumericByte || plain.withUTF8Buffer({ $0.contains(byte) })
          || others.withUTF8Buffer({ $0.contains(byte) })
      else { return false }
      index += 1
    }
    return true
  }
}
