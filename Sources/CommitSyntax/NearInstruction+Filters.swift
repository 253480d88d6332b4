extension NearInstruction {
  /// A line that is nearly a filter.
  mutating func filterMistake() -> LineMistake? {
    let colons: Set<Unicode.Scalar> = [":", "：", "﹕"]
    if let (before, mark, after) = bare.cut({ colons.contains($0) || $0 == "=" }), before.utf8.count <= 80 {
      let head = before.trimmed
      if let found = filterWithColon(head, isColon: mark != "=", values: after.trimmed) { return found }
    }
    if let mode = Filter.Mode.allCases.first(where: { bare.isWord($0.rawValue) }), line.unicodeScalars.last == ":" {
      return LineMistake(kind: .missingType(mode, nil), at: line, line: line)
    }
    return filterWithoutColon()
  }

  // MARK: With a colon

  private mutating func filterWithColon(_ head: Substring, isColon: Bool, values: Substring) -> LineMistake? {
    let words = head.words(limit: 8)
    guard let first = words.first, words.count < 8 else { return nil }
    let verb = NearWords.verb(first)
    // `included regions: see below` is a sentence, `included regions: eastus` tries to be more.
    if let meant = Self.head(words), !(verb?.isInflected ?? false) || knownItems(values, first: meant.type) != nil {
      return misspelled(meant, head, values)
    }
    let types = words.compactMap(NearWords.type)
    if let verb, verb.isExact {
      let others = words.dropFirst().filter { NearWords.type($0) == nil && $0 != "and" && $0 != "or" }
      if types.count > 1, others.isEmpty { return LineMistake(kind: .severalTypes(verb.mode), at: head, line: line) }
    }
    // Without a word of the grammar at the beginning there is nothing to look up: most lines with a colon end here.
    let isFilled = NearWords.isFiller(first) && words.count > 1
    let mode = (verb ?? (isFilled ? NearWords.verb(words[1]) : nil))?.mode
    let isType = types.first != nil && (words.count == 1 || words.count == 2 && NearWords.isOtherVerb(first))
    guard mode != nil || isType else { return nil }
    // `key = None` is a line of some program, `keys: none` is not.
    let items = knownItems(values, first: types.first).flatMap { isColon || $0.commonType != nil ? $0 : nil }
    if let verb, words.count == 1, verb.isExact, let mistake = colonTooEarly(verb.mode, head, values) { return mistake }
    if let verb, words.count == 1, verb.isExact && isColon || items != nil {
      return missingType(verb.mode, head, items, values)
    }
    guard let items else { return nil }
    if isType, let type = types.first { return LineMistake(kind: .missingVerb(type), at: head, line: line) }
    // What is quoted is spoken of, not said.
    guard let mode, !head.unicodeScalars.contains(where: { "\"'`“‘«".unicodeScalars.contains($0) }) else { return nil }
    if let type = types.first { return misspelled(FilterHead(mode: mode, type: type), head, values, items) }
    return words.count == 2 ? missingType(mode, head, items, values) : nil
  }

  /// The head that two words were meant to be, or one that was run together.
  private static func head(_ words: [String]) -> FilterHead? {
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
  private mutating func colonTooEarly(_ mode: Filter.Mode, _ at: Substring, _ rest: Substring) -> LineMistake? {
    let (word, values) = rest.cut { $0 == ":" || $0.isBlank }.map { ($0.before, $0.after) } ?? (rest, "")
    guard word.utf8.count <= 20, let type = NearWords.type(word.lowercased()) else { return nil }
    return misspelled(FilterHead(mode: mode, type: type), at, values.trimmedStart { $0.isBlank || $0 == ":" })
  }

  private mutating func misspelled(
    _ head: FilterHead, _ at: Substring, _ values: Substring, _ items: [Item]? = nil
  ) -> LineMistake {
    let items = items ?? knownItems(values, first: head.type)
    let list = items?.listed ?? String(values)
    return LineMistake(
      kind: .misspelledFilter(head), at: at, line: line, corrected: list.isEmpty ? nil : "\(head.text) \(list)")
  }

  private func missingType(
    _ mode: Filter.Mode, _ at: Substring, _ items: [Item]?, _ values: Substring
  ) -> LineMistake {
    let type = items?.commonType
    let corrected = type.flatMap { type in items.map { "\(mode.rawValue) \(type.rawValue): \($0.listed)" } }
    return LineMistake(kind: .missingType(mode, type), at: at, line: line, corrected: corrected)
  }

  // MARK: Without a colon

  private mutating func filterWithoutColon() -> LineMistake? {
    let (word, rest) = bare.firstWord
    guard word.utf8.count <= 40 else { return nil }
    let words = word.words(limit: 3)
    // `include-keys win7-32`
    if words.count <= 2, let head = words.count == 2 ? Self.head(words) : NearWords.joinedHead(words) {
      return missingColon(head, word, rest, isPlain: true)
    }
    guard words.count == 1, let verb = NearWords.verb(words[0]), !verb.isInflected else { return nil }
    let (second, values) = rest.firstWord
    if second.utf8.count <= 20, let type = NearWords.type(second.trimmed(\.isDecoration).lowercased()) {
      let isPlain = verb.isExact && FilterType(rawValue: second.trimmed(\.isDecoration).lowercased()) != nil
      let at = bare[word.startIndex..<second.endIndex]
      if let found = missingColon(FilterHead(mode: verb.mode, type: type), at, values, isPlain: isPlain) {
        return found
      }
    }
    return valuesWithoutType(verb, rest)
  }

  /// - Parameter isPlain: whether the head is right but for its colon, or could not be prose.
  private mutating func missingColon(
    _ head: FilterHead, _ at: Substring, _ rest: Substring, isPlain: Bool
  ) -> LineMistake? {
    let values = rest.trimmedStart { $0.isItemSeparator || "-–—=>.:".unicodeScalars.contains($0) }
    let mistake = LineMistake(kind: .missingColon(head), at: at, line: line)
    if let items = knownItems(values, first: head.type) {
      var corrected = mistake
      corrected.corrected = "\(head.text) \(items.listed)"
      return corrected
    }
    let parts = ItemList(values, limit: 50)
    let first = parts.parts.first?.trimmed(\.isDecoration) ?? ""
    let isOne =
      parts.parts.count == 1 && (isPlain ? mayBeValue(first, head.type) : known.obvious(first, as: head.type) != nil)
    guard isPlain || isOne else { return nil }
    if isOne || values.isEmpty || values.isListOfWords || parts.parts.allSatisfy(\.looksLikeValue) {
      var corrected = mistake
      corrected.corrected = values.isEmpty ? nil : "\(head.text) \(values)"
      return corrected
    }
    return known.find(first, first: head.type)?.type == head.type ? mistake : nil
  }

  /// Whether a word that is not known could be meant as a value. Keys and pools are made of more than letters: `include keys
  /// file` is prose.
  private mutating func mayBeValue(_ word: Substring, _ type: FilterType) -> Bool {
    let isWord = word.utf8.count > 3 && word.unicodeScalars.allSatisfy { $0.isWord && !$0.isDigit }
    return !isWord || type == .environments || type == .regions || !known.near(word, as: type).isEmpty
  }

  /// `include win10-64-2004`: values that are known, or one key with a slip in it.
  private mutating func valuesWithoutType(_ verb: NearWords.Verb, _ rest: Substring) -> LineMistake? {
    let at = bare[..<bare.firstWord.word.endIndex]
    if let items = knownItems(rest) { return missingType(verb.mode, at, items, rest) }
    let parts = ItemList(rest, limit: 50)
    guard !parts.isCut else { return nil }
    // The word of the type may stand behind: `include production environment`.
    let values = parts.parts.filter { NearWords.type($0.lowercased()) == nil }
    if values.count < parts.parts.count, !values.isEmpty {
      let found = values.compactMap { value in known.find(value).map { Item(type: $0.type, text: value) } }
      if found.count == values.count { return missingType(verb.mode, at, found, rest) }
    }
    guard verb.isExact, let near = slips(parts.parts) else { return nil }
    return LineMistake(kind: .missingType(verb.mode, near.type), at: at, line: line, near: [near.meant])
  }

  /// Values that are known or slips of known ones: the first that is a slip. Nil if there is none, or if one is a word.
  private mutating func slips(_ parts: [Substring]) -> (type: FilterType, meant: String)? {
    var first: (type: FilterType, meant: String)?
    for part in parts where known.find(part) == nil {
      guard let slip = slip(part) else { return nil }
      first = first ?? slip
    }
    return first
  }

  private mutating func slip(_ part: Substring) -> (type: FilterType, meant: String)? {
    for type in [FilterType.keys, .environments] {
      if let meant = known.obvious(part, as: type) { return (type, meant) }
    }
    // Sentences have words with digits and hyphens, too (`utf-8`), so it takes a known one that is near.
    guard part.looksLikeValue else { return nil }
    if part.unicodeScalars.contains("/") { return known.near(part, as: .pools).first.map { (.pools, $0) } }
    return part.unicodeScalars.contains("-") ? known.near(part, as: .keys).first.map { (.keys, $0) } : nil
  }
}

extension Substring {
  /// Letters, digits and separators, with a digit or a slash: what a key, a pool or a file looks like.
  fileprivate var looksLikeValue: Bool {
    unicodeScalars.contains { $0.isDigit || $0 == "/" }
      && unicodeScalars.allSatisfy { $0.isWord || "-_./".unicodeScalars.contains($0) }
  }

  /// `a, b, c`: single words, with commas between them.
  fileprivate var isListOfWords: Bool {
    let items = unicodeScalars.split(separator: ",", maxSplits: 50, omittingEmptySubsequences: false)
    return items.count > 1 && items.allSatisfy { !Substring($0).trimmed.unicodeScalars.contains(where: \.isBlank) }
  }
}
