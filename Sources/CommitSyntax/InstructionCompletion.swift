/// How a message may go on, for the Tab key of a shell:
///
///     include keys: win10-64-2004, win11   →   include keys: win10-64-2004, win11-64-2009
package enum InstructionCompletion {
  /// - Parameter message: its beginning, whose last line is completed.
  /// - Returns: whole messages that begin with it. Where one filter's name is all that fits, they are those with its values: a
  ///   shell then goes on to the values, and does not take the message for complete.
  package static func candidates(for message: String, vocabulary: Vocabulary) -> [String] {
    let lineStart = message.lastIndex(where: \.isNewline).map(message.index(after:)) ?? message.startIndex
    let line = message[lineStart...]
    let before = String(message[..<lineStart])
    guard let colon = line.firstIndex(of: ":") else {
      let fitting = instructions.filter { $0.hasPrefix(line.lowercased()) }.map { before + $0 }
      guard let only = fitting.first, fitting.count == 1, only.hasSuffix(": ") else { return fitting }
      return candidates(for: only, vocabulary: vocabulary)
    }
    guard
      let filter = FilterType.allCases.first(where: { type in names(of: type).contains(line[...colon].lowercased()) })
    else { return [] }

    let valueStart = line.lastIndex(of: ",") ?? colon
    let given = Set(line[colon..<valueStart].dropFirst().split(separator: ",").map { trimmed($0).lowercased() })
    let rest = line[line.index(after: valueStart)...]
    let value = trimmed(rest)
    // The space that was typed is kept; one that is not there is made.
    let head =
      before + line[...valueStart]
      + (rest.prefix(while: \.isWhitespace).isEmpty ? " " : rest.prefix(while: \.isWhitespace))
    return vocabulary.words(of: filter).filter { $0.hasPrefix(value.lowercased()) && !given.contains($0) }.map {
      head + $0
    }
  }

  private static func names(of type: FilterType) -> [String] { Filter.Mode.allCases.map { "\($0) \(type):" } }

  private static var instructions: [String] {
    FilterType.allCases.flatMap { type in names(of: type).map { $0 + " " } } + Switch.allCases.map(\.rawValue)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
