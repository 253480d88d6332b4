/// A value that is never printed: not as text, not by a debugger's or a failing test's mirror.
package struct Secret<Value: Sendable>: Sendable {
  private let value: Value

  package init(_ value: Value) { self.value = value }

  /// The value itself. What is made of it is no longer guarded.
  package func reveal() -> Value { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { Redaction.mark }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Takes secrets out of texts that others wrote: a load balancer's page may quote the request it did not like.
package struct Redaction: Sendable {
  package static let mark = "(secret)"

  /// The longest first, so that no rest of one stays when a shorter one is part of it.
  private let secrets: [[UInt8]]

  private init(bytes secrets: [[UInt8]]) {
    self.secrets = Set(secrets).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  }

  package init(_ secrets: some Sequence<String>) { self.init(bytes: secrets.map { Array($0.utf8) }) }

  /// The same with more of them.
  package func adding(_ more: some Sequence<String>) -> Redaction {
    Redaction(bytes: secrets + more.map { Array($0.utf8) })
  }

  package func apply(to text: String) -> String {
    guard !secrets.isEmpty else { return text }
    return String(decoding: secrets.reduce(Array(text.utf8), Self.replace), as: UTF8.self)
  }

  /// In bytes: to a search by characters, a secret that is followed by a combining mark is another text.
  private static func replace(in text: [UInt8], _ secret: [UInt8]) -> [UInt8] {
    guard let first = secret.first else { return text }
    var result: [UInt8] = []
    var kept = 0
    var index = 0
    while index + secret.count <= text.count {
      if text[index] == first, text[index..<(index + secret.count)].elementsEqual(secret) {
        result += text[kept..<index]
        result += mark.utf8
        index += secret.count
        kept = index
      } else {
        index += 1
      }
    }
    return kept == 0 ? text : result + text[kept...]
  }
}

extension Redaction: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(secrets.count) secrets" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
