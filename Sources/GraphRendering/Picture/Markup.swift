import Diagnostics

/// Text for XML and HTML.
enum Markup {
  /// Text for an element or an attribute in double quotes. What a terminal would act upon and XML does not allow is escaped, too.
  static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    for scalar in Display.line(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // No characters of XML. Source: XML 1.0, production 2.
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
