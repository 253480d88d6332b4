internal import Document
package import TaskDefinitions

/// One field in which a task on the queue is not ours, as it may be shown: the task there is a server's answer.
package struct Discrepancy: Sendable, Equatable {
  /// `payload.env.TAG`
  package let path: String
  /// The values as JSON, cut; nil is nothing.
  package let ours: String?
  package let theirs: String?

  /// Characters of a value that are shown.
  private static let shownValue = 200

  package init(_ difference: TaskDefinition.Difference, hiding secrets: Redaction) {
    func shown(_ value: JSON?) -> String? {
      guard let text = value.map({ ServerText($0.text(), hiding: secrets).line }) else { return nil }
      return text.count > Self.shownValue ? text.prefix(Self.shownValue) + "…" : text
    }
    path = ServerText(difference.path.description, hiding: secrets).line
    ours = shown(difference.ours)
    theirs = shown(difference.theirs)
  }
}
