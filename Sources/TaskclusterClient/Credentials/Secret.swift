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
  private let secrets: [String]

  package init(_ secrets: some Sequence<String>) {
    self.secrets = Set(secrets).filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// The same with more of them.
  package func adding(_ more: some Sequence<String>) -> Redaction { Redaction(secrets + more) }

  package func apply(to text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: Self.mark) }
  }
}

extension Redaction: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(secrets.count) secrets" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
