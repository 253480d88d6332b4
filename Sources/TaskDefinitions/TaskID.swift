/// The id of a task: a UUID of version 4 in the alphabet of URLs, 22 characters. Source: the queue's schema of `taskId`.
package struct TaskID: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String

  /// Nil if the text is no id.
  package init?(_ text: String) {
    guard TextPattern.taskID.matches(text) else { return nil }
    self.text = text
  }

  private init(unchecked text: String) { self.text = text }

  /// What stands for the decision task where there is none: on a laptop.
  package static let placeholder = TaskID(unchecked: "DecisionTaSkPlaceholdA")

  /// The id that a decision gives to a task of its own: a function of both, so that a second run of the same decision
  /// names the same tasks. The first 16 bytes of SHA-256 over the decision's id, a zero and the label, with the bits of
  /// a UUID of version 4 set; the first bit is cleared, so that no id begins with `-`.
  package static func derived(decision: TaskID, label: String) -> TaskID {
    var seed: [UInt8] = []
    seed.reserveCapacity(decision.text.utf8.count + 1 + label.utf8.count)
    seed.append(contentsOf: decision.text.utf8)
    seed.append(0)
    seed.append(contentsOf: label.utf8)
    var bytes = Array(Digest.sha256(seed).prefix(16))
    bytes[6] = bytes[6] & 15 | 64
    bytes[8] = bytes[8] & 63 | 128
    bytes[0] &= 127
    return TaskID(unchecked: Base64.urlEncoded(bytes))
  }

  package var description: String { text }
  package static func < (a: TaskID, b: TaskID) -> Bool { a.text < b.text }
}
