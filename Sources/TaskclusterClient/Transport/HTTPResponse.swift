/// What a server answered.
///
/// The head is kept as it came and is read when it is asked: of the dozen headers of ten thousand answers, two or three
/// are ever looked at.
package struct HTTPResponse: Sendable {
  package let status: Int
  /// The status line and the headers, each with its line break.
  package let head: [UInt8]
  package let body: [UInt8]

  package init(status: Int, head: [UInt8], body: [UInt8]) {
    self.status = status
    self.head = head
    self.body = body
  }

  /// An answer made by hand.
  package init(status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = []) {
    let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    self.init(status: status, head: Array("HTTP/1.1 \(status)\r\n\(lines)\r\n".utf8), body: body)
  }

  /// The value of the first header of that name, which is in lower case.
  package func header(_ name: String) -> String? {
    var rest = head[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      let colon = line.startIndex + name.utf8.count
      guard colon < line.endIndex, line[colon] == UInt8(ascii: ":"),
        line[..<colon].elementsEqual(name.utf8, by: { Self.lowercased($0) == $1 })
      else { continue }
      let value = line[(colon + 1)...].drop(while: Self.isBlank)
      return String(decoding: value.reversed().drop(while: Self.isBlank).reversed(), as: UTF8.self)
    }
    return nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}

// The body may hold a secret, so it is never printed.
extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(status), \(body.count) bytes" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["status": status, "bytes": body.count]) }
}
