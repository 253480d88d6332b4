import CommitSyntax

/// What of a message is comment, as git hands it to its `commit-msg` hook.
enum EditedMessage {
  /// - Parameters:
  ///   - prefix: what begins a comment as git is configured; nil if git chooses it (`core.commentChar=auto`).
  ///   - hasEditor: whether git started one. Without, nothing is comment, and nothing below the scissors is cut off.
  static func form(of text: String, prefix: String?, hasEditor: Bool) -> CommitMessage.Form {
    let lines = text.split(whereSeparator: \.isNewline)
    let prefix = prefix ?? chosenPrefix(lines)
    return hasEditor || hasOwnScissors(lines, prefix) ? .edited(commentPrefix: prefix) : .committed
  }

  /// Source: git's wt-status.c, cut_line.
  private static let scissors = " ------------------------ >8 ------------------------"

  /// git takes a character that begins no line of the message, and shows it before the scissors and in its remarks, which
  /// come last. Source: git's builtin/commit.c, adjust_comment_line_char.
  private static func chosenPrefix(_ lines: [Substring]) -> String {
    if let cut = lines.first(where: { $0.hasSuffix(scissors) && $0.count == scissors.count + 1 }) {
      return String(cut.prefix(1))
    }
    guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) })?.first, "#;@!$%^&|:".contains(last) else {
      return "#"
    }
    return String(last)
  }

  /// Behind its scissors git says what they are for. `GIT_EDITOR=:` is also what people say who want none.
  private static func hasOwnScissors(_ lines: [Substring], _ prefix: String) -> Bool {
    zip(lines, lines.dropFirst()).contains { $0 == prefix + scissors && $1.hasPrefix(prefix) }
  }
}
