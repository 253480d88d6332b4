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
