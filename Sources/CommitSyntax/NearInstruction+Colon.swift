/// What stands before and behind the colon of a line, or what was written for one.
private struct ColonLine {
  let head: Substring
  let words: [String]
  let isColon: Bool
  let values: Substring
  let verb: NearWords.Verb?
  let types: [FilterType]

  /// Nil if there is no colon or equals sign, or if what stands before it is a sentence.
  init?(_ line: Substring) {
    guard let (before, mark, after) = line.cut({ ":：﹕=".unicodeScalars.contains($0) }), before.utf8.count <= 80 else {
      return nil
    }
    words = before.words(limit: 8)
    guard let first = words.first, words.count < 8 else { return nil }
    head = before.trimmed
    isColon = mark != "="
    values = after.trimmedStart { $0.isBlank || $0 == ">" || $0 == "=" }
    verb = NearWords.verb(first)
    types = words.compactMap(NearWords.type)
  }

  /// `region = "eastus"`, in one word: what programs are full of.
  var isAssignment: Bool { !isColon && !head.unicodeScalars.contains(where: \.isBlank) && !values.looksLikeValue }
  /// What is quoted is spoken of, not said.
  var isQuoted: Bool { head.unicodeScalars.contains(where: \.isQuote) }
}

extension NearInstruction {
  /// A line that has the head of a filter before a colon, nearly.
  mutating func filterWithColon() -> LineMistake? {
    if let mode = Filter.Mode.allCases.first(where: { bare.isWord($0.rawValue) }) {
      let isOpen = line.unicodeScalars.last == ":" && !isIndented
      return isOpen ? LineMistake(kind: .missingType(mode, nil), at: line, line: line) : nil
    }
    guard let parts = ColonLine(bare) else { return nil }
    if dress.isOption, knownItems(parts.values) == nil { return nil }
    return misspelledHead(parts) ?? severalTypes(parts) ?? looseHead(parts)
  }

  /// `include-keys: win7-32`
  private mutating func misspelledHead(_ parts: ColonLine) -> LineMistake? {
    guard let meant = Self.head(parts.words) else { return nil }
    // `included regions: see below` is a sentence, `included regions: eastus` tries to be more.
    // `` `include keys`: selects by key ``, `include location: the tagger needs it`
    let isSpeech = dress.isItem || dress.opening.unicodeScalars.contains(where: \.isQuote)
    let isOtherForm = parts.words.count == 2 && parts.words.contains(where: NearWords.isOtherForm)
    let mayBeProse =
      parts.verb?.isOfSentence ?? false || parts.isAssignment || (isSpeech || isOtherForm) && isSentence(parts.values)
    if mayBeProse {
      guard let items = knownItems(parts.values, first: meant.type) else { return nil }
      // `include_keys = None`
      if parts.isAssignment, items.commonType == nil { return nil }
    }
    return misspelled(meant, parts.head, parts.values)
  }

  /// `include keys and environments: win7-32, staging`
  private func severalTypes(_ parts: ColonLine) -> LineMistake? {
    guard let verb = parts.verb, verb.isExact, parts.types.count > 1 else { return nil }
    let others = parts.words.dropFirst().filter { NearWords.type($0) == nil && $0 != "and" && $0 != "or" }
    return others.isEmpty ? LineMistake(kind: .severalTypes(verb.mode), at: parts.head, line: line) : nil
  }

  /// A verb without type, a type without verb, or both among other words.
  private mutating func looseHead(_ parts: ColonLine) -> LineMistake? {
    let (words, head, values) = (parts.words, parts.head, parts.values)
    let isOther = words.count == 2 && NearWords.isOtherVerb(words[0]) && FilterType(rawValue: words[1]) != nil
    let type = words.count == 1 || isOther ? parts.types.first : nil
    // `please include keys: win7-32`
    let isFilled = words.count > 1 && NearWords.isFiller(words[0])
    let mode = (parts.verb ?? (isFilled ? NearWords.verb(words[1]) : nil))?.mode
    // Without a word of the grammar at the beginning there is nothing to look up: most lines with a colon end here.
    guard mode != nil || type != nil else { return nil }
    if words.count == 1, let type, let mistake = typeBeforeVerb(type, head, values) { return mistake }
    // `key = None` is a line of some program, `keys: none` is not.
    let items = knownItems(values, first: parts.types.first).flatMap {
      parts.isColon || $0.commonType != nil ? $0 : nil
    }
    if words.count == 1, let verb = parts.verb { return verbAlone(verb, parts, items) }
    guard let items, !parts.isQuoted else { return nil }
    if let type {
      // YAML that stands further in, an item of a list, an assignment: all of that says more than this mistake.
      let isGrammar = parts.isColon || FilterType(rawValue: words[words.count - 1]) != nil
      let isAttempt = isGrammar && !isIndented && dress.opening.isEmpty
      return isAttempt ? LineMistake(kind: .missingVerb(type), at: head, line: line) : nil
    }
    guard let mode else { return nil }
    if let type = parts.types.first {
      return misspelled(FilterHead(mode: mode, type: type), head, values, items, isNegated: words.contains("not"))
    }
    return words.count == 2 ? missingType(mode, head, items) : nil
  }

  /// `include: win7-32`
  private mutating func verbAlone(_ verb: NearWords.Verb, _ parts: ColonLine, _ items: [Item]?) -> LineMistake? {
    if verb.isExact, let mistake = colonTooEarly(verb.mode, parts) { return mistake }
    if items == nil {
      guard verb.isExact, parts.isColon, !parts.isQuoted else { return nil }
      // `include: x` is a mistake; `exclude: false` is a line of YAML, and so is what stands further in.
      if parts.values.isYes || parts.values.isNo || isIndented && !parts.values.looksLikeValue { return nil }
    }
    return missingType(verb.mode, parts.head, items)
  }

  /// The head that two words were meant to be, or one that was run together.
  static func head(_ words: [String]) -> FilterHead? {
    if words.count == 2 {
      for (verb, type) in [(words[0], words[1]), (words[1], words[0])] {
        if let verb = NearWords.verb(verb), let type = NearWords.type(type) {
          return FilterHead(mode: verb.mode, type: type)
        }
      }
    }
    return NearWords.joinedHead(words)
  }

  /// `include: keys: win7-32`
  private mutating func colonTooEarly(_ mode: Filter.Mode, _ parts: ColonLine) -> LineMistake? {
    let rest = parts.values
    let (word, values) = rest.cut { $0 == ":" || $0.isBlank }.map { ($0.before, $0.after) } ?? (rest, "")
    guard !parts.isQuoted, word.utf8.count <= 20, let type = NearWords.type(word.lowercased()) else { return nil }
    return misspelled(FilterHead(mode: mode, type: type), parts.head, values.trimmedStart { $0.isBlank || $0 == ":" })
  }

  /// `keys: include win7-32`
  private mutating func typeBeforeVerb(_ type: FilterType, _ at: Substring, _ rest: Substring) -> LineMistake? {
    let (word, values) = rest.firstWord
    guard word.utf8.count <= 10, let verb = NearWords.verb(word.lowercased()), !verb.needsColon else { return nil }
    guard let items = knownItems(values, first: type) else { return nil }
    return misspelled(FilterHead(mode: verb.mode, type: type), at, values, items)
  }

  /// Whether a text is part of a program: `commit.get('x')`.
  private func isCode(_ text: Substring) -> Bool {
    text.unicodeScalars.contains { "(){}[]<>$\"'`".unicodeScalars.contains($0) }
  }

  /// - Parameter isNegated: whether the opposite may have been meant, so that no correction is obvious.
  private mutating func misspelled(
    _ head: FilterHead, _ at: Substring, _ values: Substring, _ items: [Item]? = nil, isNegated: Bool = false
  ) -> LineMistake {
    let items = items ?? knownItems(values, first: head.type)
    let list = items?.listed ?? String(values)
    // A list that is none would be corrected into another mistake.
    let isList = items != nil || values.isListOfWords(atLeast: 1) && !isCode(values)
    return LineMistake(
      kind: .misspelledFilter(head), at: at, line: line,
      corrected: list.isEmpty || !isList || isNegated ? nil : "\(head.text) \(list)")
  }
}
