/// A route that asks the index to list the task: `index.<namespace>`.
package enum IndexRoute {
  package static let prefix = "index."

  /// The namespace of a route that the index honours; nil for any other route.
  package static func namespace(of route: String) -> String? {
    guard route.hasPrefix(prefix) else { return nil }
    let namespace = String(route.dropFirst(prefix.count))
    return isNamespace(namespace) ? namespace : nil
  }

  /// Parts that are not empty, joined by dots. Source: the index, `([\w!~*'()%-]+\.)*[\w!~*'()%-]+`.
  package static func isNamespace(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isNamespace($0) }
  }

  private static func isNamespace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let others: StaticString = "!~*'()%-"
    var lastWasDot = true
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard !lastWasDot else { return false }
        lastWasDot = true
      } else {
        guard byte.isWordByte || others.withUTF8Buffer({ $0.contains(byte) }) else { return false }
        lastWasDot = false
      }
    }
    return !lastWasDot
  }
}
