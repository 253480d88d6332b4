extension NearInstruction {
  /// A line that is nearly a switch, or that begins with one.
  mutating func switchMistake() -> LineMistake? {
    if let found = NearSwitch.meant(by: bare), !isForTaskcluster {
      if found.isPlainSpeech, !line.unicodeScalars.contains(where: { !$0.isWord && !$0.isBlank }) {
        return LineMistake(kind: .switchInWords(found), at: line, line: line)
      }
      return LineMistake(kind: .misspelledSwitch(found), at: line, line: line, corrected: found.rawValue)
    }
    return severalSwitches() ?? switchWithMore() ?? misspelledSwitchWithValue()
  }

  /// `[skip ci]` and `[ci skip]` are for Taskcluster itself: such a push never comes here.
  private var isForTaskcluster: Bool {
    line.unicodeScalars.first == "[" && line.unicodeScalars.last == "]"
      && bare.words(limit: 3).sorted() == ["ci", "skip"]
      && bare.unicodeScalars.contains(where: \.isBlank)
  }

  /// `no ci, pool deploy`
  private func severalSwitches() -> LineMistake? {
    guard bare.utf8.count <= 300 else { return nil }
    let parts = bare.unicodeScalars.split { ",;&+".unicodeScalars.contains($0) }.map { Substring($0).trimmed }
    let found = parts.map { NearSwitch.meant(by: $0) }
    guard parts.count > 1, !found.contains(nil) else { return nil }
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
    let value = rest.trimmedStart { $0.isItemSeparator || $0 == ":" || $0 == "=" }
    if let second = instructions(value) {
      return LineMistake(
        kind: .secondInstruction, at: value, line: line, corrected: ([found.rawValue] + second).joined(separator: "\n"))
    }
    if let items = knownItems(value) { return withValue(found, value, items) }
    if mark == ":" || mark == "=" {
      return LineMistake(kind: .switchWithValue(found), at: value.isEmpty ? rest : value, line: line)
    }
    let isRemark = "([{#,;.!*&+|-–—".unicodeScalars.contains(mark)
    return LineMistake(
      kind: isRemark ? .textAfterSwitch(found) : .switchInProse(found), at: isRemark ? rest : bare[..<end], line: line)
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
    if let items = knownItems(value) { return withValue(found, value, items) }
    guard value.isEmpty || ["true", "yes", "on", "1"].contains(where: value.isWord) else { return nil }
    return LineMistake(kind: .misspelledSwitch(found), at: line, line: line, corrected: found.rawValue)
  }

  private func withValue(_ found: Switch, _ value: Substring, _ items: [Item]) -> LineMistake {
    let filter = items.commonType.map { "\n\(Filter.Mode.include.rawValue) \($0.rawValue): \(items.listed)" }
    return LineMistake(
      kind: .switchWithValue(found), at: value, line: line,
      corrected: found.stopsEverything ? nil : filter.map { found.rawValue + $0 })
  }
}
