/// Text that a server sent, which may be anything: made safe to print.
package struct ServerText: Sendable, Equatable {
  /// Characters that are shown of the longest text.
  private static let limit = 2000

  /// Without white space at its ends; control characters but the line feed are shown as `\u{1B}`, and what is too long
  /// is cut.
  package let text: String

  package init(_ raw: some StringProtocol) {
    var text = ""
    var count = 0
    for scalar in raw.unicodeScalars.drop(while: \.properties.isWhitespace) {
      guard count < Self.limit else {
        text += "…"
        break
      }
      count += 1
      Self.append(scalar, to: &text)
    }
    while text.last == "\n" || text.last == " " { text.removeLast() }
    self.text = text
  }

  package init(bytes: [UInt8]) {
    // A scalar has at most four bytes, so no more than this can be shown.
    self.init(String(decoding: bytes.prefix(4 * Self.limit + 4), as: UTF8.self))
  }

  /// All of it on one line, a space in the place of each stretch of white space.
  package var words: String { text.split { $0 == "\n" || $0 == " " }.joined(separator: " ") }

  /// The first line that says something.
  package var line: String {
    text.split(separator: "\n").lazy.map { $0.drop { $0 == " " } }.first { !$0.isEmpty }.map(String.init) ?? ""
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.properties.generalCategory {
    // Marks that turn the direction of text around are `format`; line separators would break a log's line.
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      if scalar == "\n" {
        text.unicodeScalars.append(scalar)
      } else if scalar == "\t" {
        text += " "
      } else if scalar != "\r" {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    default: text.unicodeScalars.append(scalar)
    }
  }
}
