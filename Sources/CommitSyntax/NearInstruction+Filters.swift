extension NearInstruction {
  /// A line that has the head of a filter without its colon, or values without the head.
  mutating func filterWithoutColon() -> LineMistake? {
    let (word, rest) = bare.firstWord
    guard word.utf8.count <= 40, !dress.isQuestion else { return nil }
    let words = word.words(limit: 3)
    // `include-keys win7-32`
    if words.count <= 2, let head = words.count == 2 ? Self.head(words) : NearWords.joinedHead(words) {
      // `includeKeys = []`
      if line[word.endIndex...].trimmedStart(\.isBlank).hasPrefix("="), knownItems(rest)?.commonType == nil {
        return nil
      }
      return missingColon(head, word, rest, isPlain: true)
    }
    guard words.count == 1, let verb = NearWords.verb(words[0]), !verb.needsColon else { return nil }
    var (second, values) = rest.firstWord
    // `include the keys win7-32`
    let isArticle = ["the", "all", "these"].contains(where: second.isWord)
    if isArticle { (second, values) = values.firstWord }
    if second.utf8.count <= 20, let type = NearWords.type(second.trimmed(\.isDecoration).lowercased()) {
      let isPlain = verb.isExact && FilterType(rawValue: second.trimmed(\.isDecoration).lowercased()) != nil
      let at = bare[word.startIndex..<second.endIndex]
      if isArticle, values.isEmpty { return nil }
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
    // `- include keys` speaks of the filter, `--include keys` of another program.
    if values.isEmpty, !dress.opening.isEmpty { return nil }
    if let items = knownItems(values, first: head.type) {
      var corrected = mistake
      corrected.corrected = "\(head.text) \(items.listed)"
      return corrected
    }
    let parts = ItemList(values, limit: 50)
    let first = parts.parts.first?.trimmed(\.isDecoration) ?? ""
    let isOne =
      parts.parts.count == 1
      && (isPlain ? mayBeValue(first, head.type) : mustBeValue(first, head.type))
    guard isPlain || isOne else { return nil }
    if isOne || values.isEmpty || values.isListOfWords(atLeast: 2) || parts.parts.allSatisfy(\.looksLikeValue) {
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

  /// Whether a word that is not known cannot be meant as anything else: `include key win99-64`.
  private mutating func mustBeValue(_ word: Substring, _ type: FilterType) -> Bool {
    if known.obvious(word, as: type) != nil { return true }
    let mark: Unicode.Scalar = type == .pools ? "/" : "-"
    return (type == .pools || type == .keys) && word.looksLikeValue && word.unicodeScalars.contains(mark)
      && word.unicodeScalars.contains(where: \.isDigit)
  }

  func missingType(_ mode: Filter.Mode, _ at: Substring, _ items: [Item]?) -> LineMistake {
    let type = items?.commonType
    let corrected = type.flatMap { type in items.map { "\(mode.rawValue) \(type.rawValue): \($0.listed)" } }
    return LineMistake(kind: .missingType(mode, type), at: at, line: line, corrected: corrected)
  }

  /// `include win10-64-2004`: values that are known, or one key with a slip in it.
  private mutating func valuesWithoutType(_ verb: NearWords.Verb, _ rest: Substring) -> LineMistake? {
    let at = bare[..<bare.firstWord.word.endIndex]
    if let items = knownItems(rest) { return missingType(verb.mode, at, items) }
    let list = ItemList(rest, limit: 50)
    guard !list.isCut else { return nil }
    // `include staging only`
    let parts = list.parts.filter { !$0.isWord("only") && !$0.isWord("just") }
    // The word of the type may stand behind: `include production environment`.
    let types = Set(parts.compactMap { NearWords.type($0.lowercased()) })
    let values = parts.filter { NearWords.type($0.lowercased()) == nil }
    if values.count < list.parts.count, !values.isEmpty {
      let found = values.compactMap { value in known.find(value).map { Item(type: $0.type, text: value) } }
      let isOfType = types.isEmpty || found.allSatisfy { $0.type.map(types.contains) ?? true }
      if found.count == values.count, isOfType { return missingType(verb.mode, at, found) }
    }
    guard verb.isExact, !parts.isEmpty, let near = slips(parts) else { return nil }
    return LineMistake(kind: .missingType(verb.mode, near.type), at: at, line: line, near: [near.meant])
  }

  /// Values that are known or slips of known ones: the first that is a slip. Nil if there is none, or if one is a word.
  mutating func slips(_ parts: [Substring]) -> (type: FilterType, meant: String)? {
    var first: (type: FilterType, meant: String)?
    for part in parts where known.find(part) == nil {
      guard let slip = slip(part) else { return nil }
      first = first ?? slip
    }
    return first
  }

  private mutating func slip(_ part: Substring) -> (type: FilterType, meant: String)? {
    if let stem = part.fileStem, let key = known.canonical(stem, as: .keys) { return (.keys, key) }
    for type in [FilterType.keys, .environments] {
      if let meant = known.obvious(part, as: type) { return (type, meant) }
    }
    // Sentences have words with digits and hyphens, too (`utf-8`), so it takes a known one that is near.
    guard part.looksLikeValue else { return nil }
    if part.unicodeScalars.contains("/") {
      let meant = known.near(part, as: .pools).first ?? (known.hasProvisioner(of: part) ? String(part) : nil)
      return meant.map { (.pools, $0) }
    }
    return part.unicodeScalars.contains("-") ? known.near(part, as: .keys).first.map { (.keys, $0) } : nil
  }
}
