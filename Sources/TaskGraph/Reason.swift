package import Diagnostics

/// Why something is in the graph or out of it, kept where that was decided.
package struct Reason: Sendable, Equatable {
  /// One phrase: `named by include keys`.
  package let text: String
  /// The line of the message, or of a kind, that said so.
  package let place: Place?

  package init(_ text: String, at place: Place? = nil) {
    self.text = text
    self.place = place
  }
}
