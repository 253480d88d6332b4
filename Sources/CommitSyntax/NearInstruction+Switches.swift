extension NearInstruction {
  /// A line that is nearly a switch, or that begins with one.
  mutating func switchMistake() -> LineMistake? {
    severalSwitches() ?? switchWithMore() ?? nearSwitch() ?? misspelledSwitchWithValue() ?? switchInWordsWithMore()
      ?? switchAtEnd()
  }

  private func nearSwitch() -> LineMistake? {
    guard let found = NearSwitch.meant(by: bare), !isForTaskcluster, !dress.isQuestion else { return nil }
    if found.isPlainSpeech, isPlainSpeech { return LineMistake(kind: .switchInWords(found), at: line, line: line) }
    return LineMistake(kind: .misspelledSwitch(found), at: line, line: line, corrected: found.rawValue)
  }

  /// Several words with nothing but white space between them.
  private var isPlainSpeech: Bool {
    (dress.opening.isEmpty || dress.isItem) && bare.unicodeScalars.contains(where: \.isBlank)
      && bare.unicodeScalars.allSatisfy { $0.isWord || $0.isBlank }
  }

  private var isForTaskcluster: Bool {
    line.unicodeScalars.first == "[" && line.unicodeScalars.last == "]" && bare.isForTaskcluster
  }

  /// `no ci, pool deploy`
  private func severalSwitches() -> LineMistake? {
    guard bare.utf8.count <= 300 else { return nil }
    let parts = bare.unicodeScalars.split { ",;&+".unicodeScalars.contains($0) }.map { Substring($0).trimmed }
    guard parts.count > 1 else { return nil }
    let found = parts.map { NearSwitch.meant(by: $0) }
    guard !found.contains(nil) else { return nil }
    let lines = found.compactMap { $0?.rawValue }
    return LineMistake(
      kind: .secondInstruction, at: parts[1], line: line, corrected: lines.joined(separator: "\n"))
  }

  /// A switch as it is written, and then something.
  private mutating func switchWithMore() -> LineMistake? {
    let end = bare.unicodeScalars.firstIndex { !($0.isWord || $0 == "-") } ?? bare.endIndex
    guard end < bare.endIndex, let found = InstructionLine.switch(bare[..<end]) else { return nil }
    let rest = bare[end...].trimmed
    guard let mark = rest.unicodeScalars.first else { return nil }
    let speech = LineMistake(kind: .switchInProse(found), at: bare[..<end], line: line)
    // `pool-deploy.py`, `no-ci's place`
    if rest.unicodeScalars.dropFirst().first?.isWord ?? false, rest.startIndex == end {
      if mark == "." { return nil }
      if "_'’".unicodeScalars.contains(mark) { return speech }
    }
    let value = rest.trimmedStart { $0.isItemSeparator || ":=/".unicodeScalars.contains($0) }
    if let lines = instructions(value) ?? nearInstruction(value) {
      let corrected = lines.isEmpty ? nil : ([found.rawValue] + lines).joined(separator: "\n")
      return LineMistake(kind: .secondInstruction, at: value, line: line, corrected: corrected)
    }
    if let types = knownTypes(value) { return withValue(found, value, types) }
    // An item of a list may explain a switch: `- no-ci: no task at all`.
    if dress.isItem, isSentence(value) { return speech }
    let isValue =
      value.isYes || value.isNo || mark == ":" || mark == "="
      || ItemList(value, limit: 50).parts.allSatisfy(\.looksLikeValue) || namesValue(value)
    if isValue {
      return LineMistake(
        kind: .switchWithValue(found), at: value.isEmpty ? rest : value, line: line,
        corrected: value.isYes ? found.rawValue : nil)
    }
    let isMeant = !mark.isWord || value.isAside || found.stopsEverything && !value.isPredicate
    return isMeant ? LineMistake(kind: .textAfterSwitch(found), at: rest, line: line) : speech
  }

  /// What is nearly an instruction behind a switch, as the lines that it was meant to be; none where that is not plain.
  private mutating func nearInstruction(_ text: Substring) -> [String]? {
    guard !isRest, let first = text.unicodeScalars.first, first.isWord else { return nil }
    var near = NearInstruction(line: text, isIndented: false, isRest: true, known: known)
    let mistake = near.mistake()
    known = near.known
    switch mistake?.kind {
    case nil, .comment, .fixup, .switchInProse: return nil
    case .switchInWords(let found): return [found.rawValue]
    default: return mistake?.corrected.map { [$0] } ?? []
    }
  }

  /// The lines that a text is made of if it consists of nothing but instructions; the values of a filter end the text.
  private func instructions(_ text: Substring) -> [String]? {
    var (rest, found) = (text, [String]())
    while true {
      rest = rest.trimmedStart { $0.isItemSeparator }
      if rest.isEmpty { return found.isEmpty ? nil : found }
      if FilterLine(rest) != nil { return found + [String(rest)] }
      let end = rest.unicodeScalars.firstIndex { $0.isItemSeparator } ?? rest.endIndex
      let word = rest[..<end]
      if let next = InstructionLine.switch(word) {
        found.append(next.rawValue)
      } else if !word.isConnector {
        return nil
      }
      // More switches than there are would be a repetition that nobody needs listed.
      guard found.count <= Switch.allCases.count else { return nil }
      rest = rest[end...]
    }
  }

  /// `pool deploy: gecko-t/win7-32`. Without its hyphens, and with a text that is no value, it is prose.
  private mutating func misspelledSwitchWithValue() -> LineMistake? {
    guard let (before, _, after) = bare.cut({ $0 == ":" || $0 == "=" }) else { return nil }
    guard let found = NearSwitch.meant(by: before.trimmed) else { return nil }
    let value = after.trimmed
    if let types = knownTypes(value) { return withValue(found, value, types) }
    guard value.isEmpty || value.isYes else { return nil }
    return LineMistake(kind: .misspelledSwitch(found), at: line, line: line, corrected: found.rawValue)
  }

  /// `pool deploy gecko-t/win7-32`; `no ci, docs only`, because nobody writes that of a change.
  private mutating func switchInWordsWithMore() -> LineMistake? {
    var (rest, letters) = (bare, "")
    for _ in 0..<3 {
      let (word, after) = rest.firstWord
      letters += word.words(limit: 4).joined()
      rest = after
      guard letters.utf8.count <= 40, let next = rest.unicodeScalars.first else { return nil }
      guard let found = NearSwitch.named(by: letters) else { continue }
      if let types = knownTypes(rest) { return withValue(found, rest, types) }
      let mark = word.unicodeScalars.last.map { $0.isWord ? next : $0 } ?? next
      return found.stopsEverything && (mark.isRemark || mark == ":")
        ? LineMistake(kind: .textAfterSwitch(found), at: rest, line: line) : nil
    }
    return nil
  }

  /// `[no-ci]` among other words, as many services have it; `(no-ci)` before or behind them.
  func bracketedSwitch() -> LineMistake? {
    var rest = line
    while let open = rest.cut({ $0 == "[" || $0 == "(" }) {
      let close: Unicode.Scalar = open.mark == "[" ? "]" : ")"
      rest = open.after
      let window = open.after.unicodeScalars.prefix(40)
      guard let end = window.firstIndex(where: { $0 == close }) else { continue }
      let content = open.after[..<end]
      // Alone it is nearly a switch, as any other line.
      guard content.trimmed != bare else { return nil }
      guard let found = InstructionLine.switch(content.trimmed) ?? Self.bracketed(content.trimmed) else { continue }
      let isAtEdge =
        open.before.startIndex == line.startIndex && open.before.isEmpty
        || open.after[end...].trimmed(\.isDecoration).isEmpty
      if open.mark == "[" || isAtEdge { return LineMistake(kind: .bracketed(found), at: content, line: line) }
    }
    return nil
  }

  /// `[no ci]`, `[skip-ci]`
  private static func bracketed(_ content: Substring) -> Switch? {
    guard content.utf8.count <= 24, content.lowercased().contains("ci") else { return nil }
    guard let found = NearSwitch.meant(by: content), found.stopsEverything else { return nil }
    return content.isForTaskcluster ? nil : found
  }

  /// `correct the manual, no-ci`: a switch that leaves no task, behind a mark, where no other is spoken of.
  private func switchAtEnd() -> LineMistake? {
    guard let blank = bare.unicodeScalars.lastIndex(where: \.isBlank) else { return nil }
    let word = bare[blank...].trimmed
    guard let found = InstructionLine.switch(word), found.stopsEverything else { return nil }
    let before = bare[..<blank].trimmed
    guard !before.isTrailer, let mark = before.unicodeScalars.last, mark.isRemark || mark == "/" else { return nil }
    let others = before.unicodeScalars.split { !($0.isWord || $0 == "-") }.map(Substring.init)
    guard !others.contains(where: { $0.contains("-") && NearSwitch.meant(by: $0) != nil }) else { return nil }
    return LineMistake(kind: .switchAtEnd(found), at: word, line: line)
  }

  private func withValue(_ found: Switch, _ value: Substring, _ types: [FilterType?]) -> LineMistake {
    let filter = types.common.map { "\n\(Filter.Mode.include.rawValue) \($0.rawValue): \(value)" }
    return LineMistake(
      kind: .switchWithValue(found), at: value, line: line,
      corrected: found.stopsEverything ? nil : filter.map { found.rawValue + $0 })
  }
}

extension Unicode.Scalar {
  /// What stands between a switch and a remark.
  fileprivate var isRemark: Bool { "([{#,;.!*&+|-–—".unicodeScalars.contains(self) }
}

extension Substring {
  /// What `[skip ci]` and `[ci skip]` hold: they are for Taskcluster itself, and such a push never comes here.
  fileprivate var isForTaskcluster: Bool {
    words(limit: 3).sorted() == ["ci", "skip"] && unicodeScalars.contains(where: \.isBlank)
  }

  /// `Labels: docs,`: what services read, with names of anything.
  fileprivate var isTrailer: Bool {
    guard let (key, _, _) = cut({ $0 == ":" }), key.utf8.count <= 10 else { return false }
    return ["label", "labels", "tag", "tags", "keyword", "keywords", "topic", "topics"].contains(key.lowercased())
  }

  /// Whether a text is nothing but words that may stand behind an instruction: `please`, `for now`.
  fileprivate var isAside: Bool {
    utf8.count <= 60 && words(limit: 8).allSatisfy { NearWords.isAside($0) || NearWords.isFiller($0) }
  }

  /// Whether a text says something of what stands before it: `is respected`.
  fileprivate var isPredicate: Bool {
    let word = firstWord.word
    return word.utf8.count <= 8
      && [
        "is", "are", "was", "were", "has", "had", "does", "did", "can", "cannot", "may", "must", "should", "will",
        "would",
        "works",
      ].contains(word.lowercased())
  }
}
