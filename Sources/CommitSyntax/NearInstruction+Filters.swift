extension NearInstruction {
  /// A line that has the head of a filter without its colon, or values without the head.
  mutating func filterWithoutColon() -> LineMistake? {
    guard !dress.isQuestion else { return nil }
    if let found = filterWithoutColon(in: bare, isCommand: false) { return found }
    // `please include keys win7-32`
    var (word, rest) = bare.firstWord
    guard word.utf8.count <= 6, NearWords.isFiller(word.lowercased()), !["to", "then"].contains(where: word.isWord)
    else {
      return nil
    }
    (word, _) = rest.firstWord
    guard word.utf8.count <= 40 else { return nil }
    rest = rest.trimmedEnd(\.isBlank)
    return filterWithoutColon(in: rest, isCommand: true)
  }

  /// - Parameter isCommand: whether `text` is the rest of a line that began with something else, so that all values must
  ///   be known.
  private mutating func filterWithoutColon(in text: Substring, isCommand: Bool) -> LineMistake? {
    let (word, rest) = text.firstWord
    guard word.utf8.count <= 40, !word.isCode else { return nil }
    let words = word.words(limit: 3)
    // `include-keys win7-32`
    if words.count <= 2, let head = words.count == 2 ? Self.head(words) : NearWords.joinedHead(words) {
      // `includeKeys = []`
      if line[word.endIndex...].trimmedStart(\.isBlank).hasPrefix("="), knownTypes(rest)?.common == nil {
        return nil
      }
      return missingColon(head, word, rest, isPlain: !isCommand)
    }
    guard words.count == 1, let verb = NearWords.verb(words[0]), !verb.needsColon else { return nil }
    var (second, values) = rest.firstWord
    // `include the keys win7-32`
    let isArticle = ["the", "all", "these"].contains(where: second.isWord)
    if isArticle { (second, values) = values.firstWord }
    let typeWord = second.trimmed(\.isDecoration).lowercased()
    if second.utf8.count <= 20, !second.isCode, let type = NearWords.type(typeWord) {
      let isPlain = verb.isExact && FilterType(rawValue: typeWord) != nil && !isCommand
      let at = text[word.startIndex..<second.endIndex]
      if isArticle, values.isEmpty { return nil }
      if let found = missingColon(FilterHead(mode: verb.mode, type: type), at, values, isPlain: isPlain) {
        return found
      }
    }
    return valuesWithoutType(verb, at: word, rest, isCommand: isCommand) ?? joinedValues(verb.mode, rest)
  }

  /// `include keys.win7-32`, `include keys—win7-32`: a mark that is no colon joins the type and its values.
  private mutating func joinedValues(_ mode: Filter.Mode, _ rest: Substring) -> LineMistake? {
    guard let end = rest.unicodeScalars.prefix(20).firstIndex(where: { !$0.isWord }), rest.unicodeScalars[end] != "/",
      let type = FilterType(rawValue: rest[..<end].lowercased()), knownTypes(rest[end...], first: type) != nil
    else { return nil }
    let head = FilterHead(mode: mode, type: type)
    let corrected = "\(head.text) \(rest[end...].afterMarks)"
    return LineMistake(kind: .missingColon(head), at: rest[..<end], line: line, corrected: corrected)
  }

  /// - Parameter isPlain: whether the head is right but for its colon, or could not be prose.
  private mutating func missingColon(
    _ head: FilterHead, _ at: Substring, _ rest: Substring, isPlain: Bool
  ) -> LineMistake? {
    let values = rest.afterMarks
    let mistake = LineMistake(kind: .missingColon(head), at: at, line: line, corrected: "\(head.text) \(values)")
    // `- include keys` speaks of the filter, `--include keys` of another program.
    if values.isEmpty { return isPlain && dress.opening.isEmpty ? mistake : nil }
    if knownTypes(values, first: head.type) != nil { return mistake }
    let parts = ItemList(values, limit: 50).parts.map { $0.trimmed(\.isDecoration) }.filter { !$0.isEmpty }
    // `include keys except win7-32`, `include environment staging please`, `include environment both`
    let others = parts.filter { !NearWords.isAside($0.lowercased()) }
    if others.count < parts.count {
      let isAnswer =
        others.isEmpty
        ? parts.allSatisfy { NearWords.isTotal($0.lowercased()) } : others.allSatisfy { known.find($0) != nil }
      if isAnswer { return mistake }
    }
    if parts.count == 1, let word = parts.first {
      if isPlain ? mayBeValue(word, head.type) : mustBeValue(word, head.type) { return mistake }
    }
    guard isPlain else { return nil }
    if values.isListOfWords(atLeast: 2) || parts.allSatisfy(\.looksLikeValue) { return mistake }
    return parts.first.flatMap { known.find($0, first: head.type)?.type } == head.type ? mistake : nil
  }

  /// Whether a word that is not known could be meant as a value. Keys and pools are made of more than letters: `include keys
  /// file` is prose.
  private mutating func mayBeValue(_ word: Substring, _ type: FilterType) -> Bool {
    if word.utf8.count <= 20, NearWords.isPlainWord(word.lowercased()) { return false }
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

  /// - Parameter values: what is to stand behind the colon; nil if that is not obvious.
  func missingType(
    _ mode: Filter.Mode, _ at: Substring, _ found: [FilterType?]?, values: Substring?
  ) -> LineMistake {
    let type = found?.common
    let corrected = type.flatMap { type in values.map { "\(mode.rawValue) \(type.rawValue): \($0)" } }
    return LineMistake(kind: .missingType(mode, type), at: at, line: line, corrected: corrected)
  }

  /// `include win10-64-2004`: values that are known, or one key with a slip in it.
  private mutating func valuesWithoutType(
    _ verb: NearWords.Verb, at: Substring, _ rest: Substring, isCommand: Bool
  ) -> LineMistake? {
    if let found = knownTypes(rest) { return missingType(verb.mode, at, found, values: rest) }
    let list = ItemList(rest, limit: 50)
    guard !list.isCut else { return nil }
    if let found = valuesWithAsides(verb.mode, at: at, list.parts) { return found }
    let words = list.parts.filter { !NearWords.isAside($0.lowercased()) }
    guard verb.isExact, !isCommand, let near = slips(words) else { return nil }
    let isNegated = list.parts.contains { NearWords.isNegation($0.lowercased()) }
    let kind = LineMistake.Kind.missingType(verb.mode, near.type)
    return LineMistake(kind: kind, at: at, line: line, near: isNegated ? [] : near.meant)
  }

  /// `include staging only`, `include production environment`, `exclude prod env`, `include all but win7-32`: nothing but
  /// values, the word of their type, and words that may stand among them.
  private mutating func valuesWithAsides(_ mode: Filter.Mode, at: Substring, _ parts: [Substring]) -> LineMistake? {
    let words = parts.map { ($0, $0.utf8.count <= 20 ? $0.lowercased() : "") }
    let types = Set(words.compactMap { NearWords.type($0.1) })
    let values = words.filter { !NearWords.isAside($0.1) && NearWords.type($0.1) == nil }.map { $0.0 }
    guard values.count < parts.count, !values.isEmpty else { return nil }
    var found: [FilterType?] = []
    for value in values {
      let bare = value.trimmed(\.isDecoration)
      if let (type, _) = known.find(bare) {
        guard types.isEmpty || types.contains(type) else { return nil }
        found.append(type)
      } else if let type = types.first, types.count == 1, known.obvious(bare, as: type) != nil {
        found.append(type)
      } else {
        return nil
      }
    }
    let isPlain = !words.contains { NearWords.isNegation($0.1) }
    let list = values.map(String.init).joined(separator: ", ")
    return missingType(mode, at, found, values: isPlain ? list[...] : nil)
  }
}

extension Substring {
  /// Without the marks that were written for a colon. A hyphen that stands at a word is part of it: `-win7-32`.
  fileprivate var afterMarks: Substring {
    var rest = self
    while let first = rest.unicodeScalars.first {
      let next = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
      let isMark = first.isItemSeparator || "=>.:".unicodeScalars.contains(first)
      let isDash = first.isDash && next.unicodeScalars.first.map { $0.isBlank || $0.isDash || $0 == ">" } ?? true
      guard isMark || isDash else { break }
      rest = next
    }
    return rest
  }

  /// What a program calls, or a placeholder: `include(keys)`, `<keys>`, `$(KEYS)`.
  fileprivate var isCode: Bool {
    let marks = unicodeScalars.first.map { "(<{$".unicodeScalars.contains($0) } ?? false
    return marks || unicodeScalars.contains("(") && !contains("(s")
  }
}
