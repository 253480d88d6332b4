/// The line between a mistake and prose; `docs/commit-syntax.md` draws it in words.
///
/// A line that is no instruction is a mistake if it is one but for its dress (bullets, quotes, brackets), its spelling or
/// its punctuation, or if it asks for known values in other words. Everything else is prose.
struct NearInstruction {
  let line: Substring
  var known: KnownWords
  /// What stands around the words of the line.
  let dress: Dress
  /// Whether the line stands further in than the text around it, as what is pasted from a program does.
  let isIndented: Bool
  /// Whether this is what stands behind a switch, and not a line.
  let isRest: Bool
  /// Whether the line was too long, and only its beginning is looked at.
  private let isCut: Bool

  /// What stands behind this in a line, in bytes, does not make it another.
  private static let longest = 16_384

  /// - Parameter line: a line without surrounding white space that is no instruction.
  init(line: Substring, isIndented: Bool, isRest: Bool = false, known: KnownWords) {
    isCut = line.utf8.count > Self.longest
    let line = line.cut(toBytes: Self.longest)
    self.line = line
    self.isIndented = isIndented
    self.isRest = isRest
    self.known = known
    dress = Dress(line)
  }

  /// The line without bullets, quotes, brackets and final punctuation.
  var bare: Substring { dress.bare }

  /// Nil if the line is prose.
  mutating func mistake() -> LineMistake? {
    var found = lookalike() ?? mistakeOfLine()
    // What stands around an instruction may turn it into its opposite.
    let isList = found?.corrected?.contains(":") ?? false
    if isCut || !dress.isPlain || isList && !dress.isListPlain { found?.corrected = nil }
    return found
  }

  private mutating func mistakeOfLine() -> LineMistake? {
    guard !bare.isEmpty, !dress.isRow else { return nil }
    if let (text, kind) = foreign {
      return InstructionLine(text) == nil ? nil : LineMistake(kind: kind, at: line, line: line)
    }
    if isSpokenOf { return nil }
    return decorated() ?? bracketedSwitch() ?? switchMistake() ?? filterWithColon() ?? filterWithoutColon()
      ?? filterInProse()
  }

  /// A line with letters of other scripts that look like those of the grammar, or with wide ones.
  private mutating func lookalike() -> LineMistake? {
    guard let text = Lookalikes.replaced(in: line) else { return nil }
    if let exact = InstructionLine(text[...]) {
      switch exact {
      case .switch(let found):
        return LineMistake(kind: .misspelledSwitch(found), at: line, line: line, corrected: found.rawValue)
      case .filter(let filter):
        let head = FilterHead(mode: filter.mode, type: filter.type)
        let corrected = "\(head.text) \(filter.values)"
        return LineMistake(kind: .misspelledFilter(head), at: line, line: line, corrected: corrected)
      }
    }
    var near = NearInstruction(line: text[...], isIndented: isIndented, isRest: isRest, known: known)
    var found = near.mistakeOfLine()
    known = near.known
    found?.at = line
    found?.line = line
    return found
  }

  /// Whether an instruction is quoted and something is said of it: `` `no-ci` is respected ``.
  private var isSpokenOf: Bool {
    guard let (piece, _) = dress.quoted else { return false }
    return InstructionLine(piece)?.isWhole ?? false
  }

  /// `- include keys: win7-32`, `no-ci.`
  private mutating func decorated() -> LineMistake? {
    guard !dress.isNone, let exact = InstructionLine(bare) else { return nil }
    var mistake = LineMistake(kind: .decorated, at: line, line: line, corrected: String(bare))
    guard case .filter(let filter) = exact else { return mistake }
    // `**include keys:** win7-32`
    if dress.opening == "**", filter.values.hasPrefix("**") {
      mistake.corrected = "\(filter.head) \(filter.values.dropFirst(2).trimmed)"
    }
    // An item of a list may explain a filter; so may an option of some command.
    let isSpeech = dress.isOption || dress.isItem && isSentence(filter.values)
    let isList = knownTypes(filter.values) != nil || filter.values.isListOfWords(atLeast: 1)
    return isSpeech && !isList ? nil : mistake
  }

  /// The rest of a list that was broken over two lines.
  mutating func continuation(of open: FilterLine) -> LineMistake? {
    guard let types = knownTypes(line), types.allSatisfy({ $0 == open.type }) else { return nil }
    let head = FilterHead(mode: open.mode, type: open.type)
    return LineMistake(kind: .continuedList(head), at: line, line: line)
  }

  /// The text of a comment, or the subject of another commit in that of a fixup: whatever stands there is prose, but it may
  /// have been meant otherwise.
  private var foreign: (text: Substring, kind: LineMistake.Kind)? {
    if line.hasPrefix("#") || line.hasPrefix("//") {
      return (line.trimmedStart { $0 == "#" || $0 == "/" || $0.isBlank }, .comment)
    }
    let (word, rest) = line.firstWord
    return ["fixup!", "squash!", "amend!"].contains(where: word.isWord) ? (rest, .fixup) : nil
  }

  /// Whether a text has several words, none of which is a value or looks like one.
  mutating func isSentence(_ text: Substring) -> Bool {
    let parts = ItemList(text, limit: 50).parts
    return parts.count > 1 && parts.allSatisfy { !$0.looksLikeValue && known.find($0) == nil }
  }
}

extension InstructionLine {
  /// Whether nothing is missing.
  var isWhole: Bool { if case .filter(let filter) = self { !filter.values.isEmpty } else { true } }
}

extension Unicode.Scalar {
  var isQuote: Bool { "\"'`“”‘’«»".unicodeScalars.contains(self) }
}

extension Substring {
  var isYes: Bool { ["true", "yes", "on", "1"].contains(where: isWord) }
  var isNo: Bool { ["false", "no", "off", "0"].contains(where: isWord) }

  /// Letters, digits and separators, with a digit or a slash: what a key, a pool or a file looks like.
  var looksLikeValue: Bool {
    unicodeScalars.contains { $0.isDigit || $0 == "/" }
      && unicodeScalars.allSatisfy { $0.isWord || "-_./".unicodeScalars.contains($0) }
  }

  /// `a, b, c`: at least so many single words, with commas between them.
  func isListOfWords(atLeast count: Int) -> Bool {
    let items = unicodeScalars.split(separator: ",", maxSplits: 50, omittingEmptySubsequences: false)
    return items.count >= count && items.allSatisfy { !Substring($0).trimmed.unicodeScalars.contains(where: \.isBlank) }
  }
}
