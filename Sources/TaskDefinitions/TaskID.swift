internal import Crypto

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
    var hash = SHA256()
    hash.update(data: Array(decision.text.utf8))
    hash.update(data: [0])
    hash.update(data: Array(label.utf8))
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 15 | 64
    bytes[8] = bytes[8] & 63 | 128
    bytes[0] &= 127
    return TaskID(unchecked: Self.base64URL(bytes))
  }

  package var description: String { text }
  package static func < (a: TaskID, b: TaskID) -> Bool { a.text < b.text }

  /// Base 64 with `-` and `_`, without padding.
  private static func base64URL(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    var (buffer, bits): (UInt32, Int) = (0, 0)
    for byte in bytes {
      buffer = (buffer & 0xFF) << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(buffer >> UInt32(bits) & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
