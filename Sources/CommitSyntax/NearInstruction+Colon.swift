extension NearInstruction {
  /// A line that has the head of a filter before a colon, nearly.
  mutating func filterWithColon() -> LineMistake? {
    if let mode = Filter.Mode.allCases.first(where: { bare.isWord($0.rawValue) }) {
      let isOpen = line.unicodeScalars.last == ":" && !isIndented
      return isOpen ? LineMistake(kind: .missingType(mode, nil), at: line, line: line) : nil
    }
    guard let parts = ColonLine(bare) else { return nil }
    if dress.isOption, knownTypes(parts.values) == nil { return nil }
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
      guard let types = knownTypes(parts.values, first: meant.type) else { return nil }
      // `include_keys = None`
      if parts.isAssignment, types.common == nil { return nil }
    }
    return misspelled(meant, parts, parts.values)
  }

  /// `include keys and environments: win7-32, staging`
  private func severalTypes(_ parts: ColonLine) -> LineMistake? {
    guard let verb = parts.verb, verb.isExact, parts.types.count > 1 else { return nil }
    let others = parts.words.dropFirst().filter { NearWords.type($0) == nil && $0 != "and" && $0 != "or" }
    return others.isEmpty ? LineMistake(kind: .severalTypes(verb.mode), at: parts.head, line: line) : nil
  }

  /// A verb without type, a type without verb, or both among other words: all values must be known.
  private mutating func looseHead(_ parts: ColonLine) -> LineMistake? {
    let (words, values) = (parts.words, parts.values)
    // `please include keys: win7-32`
    let isFilled = words.count > 1 && NearWords.isFiller(words[0])
    let verb = parts.verb ?? (isFilled ? NearWords.verb(words[1]) : nil)
    let type = typeWithoutVerb(parts)
    // Without a word of the grammar at the beginning there is nothing to look up: most lines with a colon end here.
    guard verb != nil || type != nil else { return nil }
    if words.count == 1, let type, let mistake = typeBeforeVerb(type, parts) { return mistake }
    // `key = None` is a line of some program, `keys: none` is not.
    let found = knownTypes(values, first: parts.types.first).flatMap {
      parts.isColon || $0.common != nil ? $0 : nil
    }
    if words.count == 1, let verb = parts.verb { return verbAlone(verb, parts, found) }
    guard !parts.isQuoted else { return nil }
    if let type { return found == nil ? nil : missingVerb(type, parts) }
    guard let verb else { return nil }
    if let type = parts.types.first {
      return found == nil ? nil : misspelled(FilterHead(mode: verb.mode, type: type), parts, values)
    }
    return missingType(verb, parts, found)
  }

  /// `keys: win7-32`, `only keys: win7-32`, `unclude keys: win7-32`: the type of a head that has no verb.
  private func typeWithoutVerb(_ parts: ColonLine) -> FilterType? {
    if parts.words.count == 1 { return parts.types.first }
    guard parts.words.count == 2, parts.verb == nil, let type = FilterType(rawValue: parts.words[1]) else { return nil }
    return NearWords.isOtherVerb(parts.words[0]) || NearWords.isFarVerb(parts.words[0]) ? type : nil
  }

  private func missingVerb(_ type: FilterType, _ parts: ColonLine) -> LineMistake? {
    // YAML that stands further in, an item of a list, an assignment: all of that says more than this mistake.
    let isGrammar = parts.isColon || parts.words.last.flatMap(FilterType.init) != nil
    let isAttempt = isGrammar && !isIndented && dress.opening.isEmpty
    return isAttempt ? LineMistake(kind: .missingVerb(type), at: parts.head, line: line) : nil
  }

  /// `include images: win7-32`, `include the following: win7-32`, `include file: win7-32.yaml`
  private mutating func missingType(_ verb: NearWords.Verb, _ parts: ColonLine, _ found: [FilterType?]?) -> LineMistake?
  {
    // `included in this change: win7-32` is a sentence.
    guard parts.words.count == 2 || !verb.needsColon else { return nil }
    if let found {
      return missingType(verb.mode, parts.head, found, values: parts.isFaithful ? parts.values : nil)
    }
    guard parts.isColon, !verb.needsColon, let near = slips(parts.values) else { return nil }
    return LineMistake(kind: .missingType(verb.mode, near.type), at: parts.head, line: line, near: near.meant)
  }

  /// `include: win7-32`
  private mutating func verbAlone(_ verb: NearWords.Verb, _ parts: ColonLine, _ found: [FilterType?]?) -> LineMistake? {
    if verb.isExact, let mistake = colonTooEarly(verb.mode, parts) { return mistake }
    if found == nil {
      guard verb.isExact, parts.isColon, !parts.isQuoted else { return nil }
      // `include: x` is a mistake; `exclude: false` is a line of YAML, and so is what stands further in.
      if parts.values.isYes || parts.values.isNo || isIndented && !parts.values.looksLikeValue { return nil }
    }
    return missingType(verb.mode, parts.head, found, values: parts.isFaithful ? parts.values : nil)
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
  private func colonTooEarly(_ mode: Filter.Mode, _ parts: ColonLine) -> LineMistake? {
    let rest = parts.values
    let (word, values) = rest.cut { $0 == ":" || $0.isBlank }.map { ($0.before, $0.after) } ?? (rest, "")
    guard !parts.isQuoted, word.utf8.count <= 20, let type = NearWords.type(word.lowercased()) else { return nil }
    let head = FilterHead(mode: mode, type: type)
    return misspelled(head, parts, values.trimmedStart { $0.isBlank || $0 == ":" })
  }

  /// `keys: include win7-32`
  private mutating func typeBeforeVerb(_ type: FilterType, _ parts: ColonLine) -> LineMistake? {
    let (word, values) = parts.values.firstWord
    guard word.utf8.count <= 10, let verb = NearWords.verb(word.lowercased()), !verb.needsColon else { return nil }
    guard knownTypes(values, first: type) != nil else { return nil }
    return misspelled(FilterHead(mode: verb.mode, type: type), parts, values)
  }

  private func misspelled(_ head: FilterHead, _ parts: ColonLine, _ values: Substring) -> LineMistake {
    LineMistake(
      kind: .misspelledFilter(head), at: parts.head, line: line,
      corrected: parts.isFaithful ? "\(head.text) \(values)" : nil)
  }
}
