/// A line that is an instruction, as the grammar has it: a switch, or a filter with whatever stands after its colon.
enum InstructionLine {
  case `switch`(Switch)
  case filter(FilterLine)

  /// Nil if the line is none. Case, surrounding white space and space around the colon do not matter.
  init?(_ line: Substring) {
    let line = line.trimmed
    if let `switch` = Self.switch(line) {
      self = .switch(`switch`)
    } else if let filter = FilterLine(line) {
      self = .filter(filter)
    } else {
      return nil
    }
  }

  private static let longest = Switch.allCases.map(\.rawValue.utf8.count).max() ?? 0

  static func `switch`(_ word: Substring) -> Switch? {
    word.utf8.count <= longest ? Switch(rawValue: word.lowercased()) : nil
  }
}

/// `include keys: a, b`, cut into its parts.
struct FilterLine {
  var mode: Filter.Mode
  var type: FilterType
  /// The line without surrounding white space.
  var line: Substring
  /// The word of the type, as it stands in the line.
  var typeWord: Substring
  /// What follows the colon, without surrounding white space.
  var values: Substring

  /// `include keys:`
  var head: String { "\(mode.rawValue) \(type.rawValue):" }

  init?(_ line: Substring) {
    // A verb has seven letters, the longest type twelve: nothing is looked through beyond that.
    guard let space = line.unicodeScalars.prefix(8).firstIndex(where: \.isBlank) else { return nil }
    guard let mode = Filter.Mode(rawValue: line[..<space].lowercased()) else { return nil }
    let rest = line[space...].trimmedStart(\.isBlank)
    let scalars = rest.unicodeScalars.prefix(13)
    let end = scalars.firstIndex { $0.isBlank || $0 == ":" } ?? scalars.endIndex
    let typeWord = rest[..<end]
    guard let type = FilterType(rawValue: typeWord.lowercased()) else { return nil }
    let after = rest[end...].trimmedStart(\.isBlank)
    guard after.unicodeScalars.first == ":" else { return nil }
    self.mode = mode
    self.type = type
    self.line = line
    self.typeWord = typeWord
    values = after[after.unicodeScalars.index(after: after.startIndex)...].trimmed
  }
}
