/// Text that a server sent, which may be anything: made safe to print. Whatever a server said comes through here before
/// anybody sees it, without the secrets that it may quote.
package struct ServerText: Sendable, Equatable {
  /// Characters that are shown of the longest text.
  private static let limit = 2000
  /// Code points that are looked at: enough that what is shown does not end where the look for secrets did.
  private static let looked = 16 * limit

  /// Without white space at its ends; control characters but the line feed are shown as `\u{1B}`, and what is too long
  /// is cut.
  package let text: String

  /// - Parameter secrets: taken out before it is cut.
  package init(_ raw: some StringProtocol, hiding secrets: Redaction) {
    let beginning = String(
      String.UnicodeScalarView(raw.unicodeScalars.drop(while: \.properties.isWhitespace).prefix(Self.looked)))
    var text = ""
    var count = 0
    for scalar in secrets.apply(to: beginning).unicodeScalars {
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

  package init(bytes: [UInt8], hiding secrets: Redaction) {
    self.init(String(decoding: bytes.prefix(4 * Self.looked), as: UTF8.self), hiding: secrets)
  }

  /// Nothing was said, or nothing that anybody may see.
  static let nothing = ServerText("", hiding: .none)

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
