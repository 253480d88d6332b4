/// The line between a mistake and prose; `docs/commit-syntax.md` draws it in words.
///
/// A line that is no instruction is a mistake if it is one but for its dress (bullets, quotes, brackets), its spelling or
/// its punctuation, or if it asks for known values in other words. Everything else is prose.
struct NearInstruction {
  let line: Substring
  var known: KnownWords
  /// The line without bullets, quotes, brackets and final punctuation.
  let bare: Substring
  /// Whether the line was too long, and only its beginning is looked at.
  private let isCut: Bool

  /// What stands behind this in a line, in bytes, does not make it another.
  private static let longest = 16_384

  /// - Parameter line: a line without surrounding white space that is no instruction.
  init(line: Substring, known: KnownWords) {
    isCut = line.utf8.count > Self.longest
    let line = line.cut(toBytes: Self.longest)
    self.line = line
    self.known = known
    bare = line.undecorated
  }

  /// Nil if the line is prose.
  mutating func mistake() -> LineMistake? {
    var found = mistakeOfLine()
    if isCut { found?.corrected = nil }
    return found
  }

  private mutating func mistakeOfLine() -> LineMistake? {
    guard !bare.isEmpty else { return nil }
    if let (text, kind) = foreign {
      return InstructionLine(text) == nil ? nil : LineMistake(kind: kind, at: line, line: line)
    }
    if bare.utf8.count < line.utf8.count, let exact = InstructionLine(bare) {
      return LineMistake(kind: .decorated, at: line, line: line, corrected: exact.isWhole ? String(bare) : nil)
    }
    return bracketedSwitch() ?? switchMistake() ?? filterMistake() ?? filterInProse()
  }

  /// The rest of a list that was broken over two lines.
  mutating func continuation(of open: FilterLine) -> LineMistake? {
    guard let items = knownItems(line), items.allSatisfy({ $0.type == open.type }) else { return nil }
    let head = FilterHead(mode: open.mode, type: open.type)
    return LineMistake(kind: .continuedList(head), at: line, line: line)
  }

  /// The text of a comment, or the subject of another commit in that of a fixup: whatever stands there is prose, but it may
  /// have been meant otherwise.
  private var foreign: (text: Substring, kind: LineMistake.Kind)? {
    if line.unicodeScalars.first == "#" { return (line.trimmedStart { $0 == "#" || $0.isBlank }, .comment) }
    let (word, rest) = line.firstWord
    return ["fixup!", "squash!", "amend!"].contains(where: word.isWord) ? (rest, .fixup) : nil
  }

  /// `[no-ci]` among other words, as many services have it.
  private func bracketedSwitch() -> LineMistake? {
    var rest = line
    while let open = rest.cut({ $0 == "[" }) {
      let content = open.after[
        ..<(open.after.unicodeScalars.prefix(40).firstIndex { $0 == "]" || $0 == "[" } ?? open.after.startIndex)]
      if let found = InstructionLine.switch(content.trimmed) {
        return LineMistake(kind: .bracketed(found), at: content, line: line)
      }
      rest = open.after
    }
    return nil
  }

  /// `debug winrm include keys: win7-32`: a whole filter behind prose, all of its values known.
  private mutating func filterInProse() -> LineMistake? {
    guard let piece = EmbeddedInstruction.first(in: line, filtersOnly: true), let filter = FilterLine(piece) else {
      return nil
    }
    guard knownItems(filter.values) != nil else { return nil }
    let head = FilterHead(mode: filter.mode, type: filter.type)
    return LineMistake(kind: .filterInProse(head), at: piece, line: line)
  }
}

// MARK: - Known values

extension NearInstruction {
  struct Item {
    var type: FilterType?
    var text: Substring
  }

  /// The distinct items of a list, if all of them are known values (or `none`); nil if there are none or one is not.
  mutating func knownItems(_ text: Substring, first: FilterType? = nil) -> [Item]? {
    var items: [Item] = []
    var seen: Set<String> = []
    var (rest, isLast) = (text, false)
    while !isLast {
      let cut = rest.cut { $0 == "," }
      let chunk = (cut?.before ?? rest).trimmed
      isLast = cut == nil
      rest = cut?.after ?? rest[rest.endIndex...]
      guard !chunk.isEmpty else { continue }
      // A region may have a space in it.
      if let (type, name) = known.find(chunk, first: first) {
        if seen.insert(name).inserted { items.append(Item(type: type, text: chunk)) }
        continue
      }
      let list = ItemList(chunk, limit: 1000)
      guard !list.isCut else { return nil }
      for part in list.parts {
        let bare = part.trimmed(\.isDecoration)
        if bare.isWord("none") {
          items.append(Item(type: nil, text: bare))
        } else if let (type, name) = known.find(bare, first: first) {
          if seen.insert(name).inserted { items.append(Item(type: type, text: bare)) }
        } else {
          return nil
        }
      }
    }
    return items.isEmpty ? nil : items
  }
}

extension [NearInstruction.Item] {
  /// `a, b`
  var listed: String { map { String($0.text) }.joined(separator: ", ") }

  /// The one type of all the items.
  var commonType: FilterType? {
    guard let type = first?.type, allSatisfy({ $0.type == type }) else { return nil }
    return type
  }
}

extension InstructionLine {
  /// Whether nothing is missing.
  var isWhole: Bool { if case .filter(let filter) = self { !filter.values.isEmpty } else { true } }
}

extension Substring {
  /// Without bullets, numbers of a list, quotes, brackets, dashes and final punctuation.
  var undecorated: Substring {
    var bare = trimmed(\.isDecoration)
    let digits = bare.trimmedStart(\.isDigit)
    let isNumbered = digits.unicodeScalars.first.map { $0 == "." || $0 == ")" } ?? false
    if digits.utf8.count < bare.utf8.count, isNumbered { bare = digits.trimmedStart(\.isDecoration) }
    return bare
  }
}
