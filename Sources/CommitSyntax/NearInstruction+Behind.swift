/// Filters behind other words.
extension NearInstruction {
  /// `debug winrm include keys: win7-32`: a whole filter behind prose, all of its values known or slips of known ones.
  mutating func filterInProse() -> LineMistake? {
    if let piece = EmbeddedInstruction.first(in: line, filtersOnly: true), let filter = FilterLine(piece),
      knownTypes(filter.values) != nil || slips(filter.values) != nil
    {
      let head = FilterHead(mode: filter.mode, type: filter.type)
      return LineMistake(kind: .filterInProse(head), at: piece, line: line)
    }
    return nearFilterInProse()
  }

  /// `wip: include-keys: win7-32`, `debug winrm (include keys: win7-32)`: nearly a filter behind prose, all of its values
  /// known. What is quoted is spoken of.
  private mutating func nearFilterInProse() -> LineMistake? {
    guard let colon = line.unicodeScalars.lastIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let values = line[line.unicodeScalars.index(after: colon)...].trimmed
    let before = line[..<colon].trimmed
    guard let (head, piece) = headAtEnd(of: before) else { return nil }
    guard knownTypes(values, first: head.type) != nil || slips(values) != nil else { return nil }
    return LineMistake(kind: .filterInProse(head), at: line[piece.startIndex...], line: line)
  }

  /// The head of a filter in the last word or two of a text.
  private func headAtEnd(of text: Substring) -> (head: FilterHead, piece: Substring)? {
    var start = text.endIndex
    for _ in 0..<2 {
      let before = text[..<start].trimmedEnd(\.isBlank)
      start =
        before.unicodeScalars.lastIndex(where: \.isBlank).map { before.unicodeScalars.index(after: $0) }
        ?? text.startIndex
      let piece = text[start...].trimmedStart { "([{".unicodeScalars.contains($0) }
      guard piece.utf8.count <= 40, piece.unicodeScalars.first?.isWord ?? false else { continue }
      let words = piece.words(limit: 3)
      if words.count < 3, let head = Self.plainHead(words) { return (head, piece) }
    }
    return nil
  }

  /// A verb and a type, or both run together; not what a sentence would have.
  private static func plainHead(_ words: [String]) -> FilterHead? {
    guard words.count == 2 else { return NearWords.joinedHead(words) }
    guard let verb = NearWords.verb(words[0]), !verb.needsColon, let type = NearWords.type(words[1]) else { return nil }
    return FilterHead(mode: verb.mode, type: type)
  }
}
