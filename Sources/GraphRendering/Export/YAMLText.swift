import Document

/// Values on one line of YAML, which every reader of YAML 1.1 or 1.2 reads as the same value.
enum YAMLText {
  static func flow(_ value: JSON) -> String {
    switch value {
    case .string(let text): isPlain(text) ? text : quoted(text)
    case .array(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.members.map { "\(quoted($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
    case .null, .bool, .number: value.text()
    }
  }

  /// Whether a text needs no quotes: a word of lower case that is none of YAML's own.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    guard !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text) else { return false }
    return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x2D }
  }

  /// Double quotes, with everything escaped that a reader may refuse, fold or hide.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let (mark, width) = scalar.value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
          quoted += mark + String(repeating: "0", count: width - digits.utf8.count) + digits
        default: quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
