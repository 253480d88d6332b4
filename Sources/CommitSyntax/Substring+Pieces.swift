// Messages are cut into pieces, which are substrings of the one text: a piece knows its range. All of this looks at code
// points, never at characters: a combining mark after a colon must not hide the colon.

extension Unicode.Scalar {
  /// White space, and what is as invisible: control and format characters, the byte order mark among them.
  var isBlank: Bool {
    if isASCII { return value <= 0x20 || value == 0x7F }
    return properties.isWhitespace || properties.generalCategory == .format || properties.generalCategory == .control
  }

  var isDigit: Bool { ("0"..."9").contains(self) }

  /// A letter or digit of ASCII.
  var isWord: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || isDigit }
}

extension Substring {
  /// Where the piece stands in the text it was cut from, in UTF-8.
  var range: Range<Int> {
    let whole = base.utf8
    let low = whole.distance(from: whole.startIndex, to: startIndex)
    return low..<low + utf8.count
  }

  /// The piece without what `isEdge` says at both ends.
  func trimmed(_ isEdge: (Unicode.Scalar) -> Bool) -> Substring { trimmedStart(isEdge).trimmedEnd(isEdge) }

  func trimmedStart(_ isEdge: (Unicode.Scalar) -> Bool) -> Substring {
    let scalars = unicodeScalars
    return self[(scalars.firstIndex { !isEdge($0) } ?? endIndex)...]
  }

  func trimmedEnd(_ isEdge: (Unicode.Scalar) -> Bool) -> Substring {
    let scalars = unicodeScalars
    return self[..<(scalars.lastIndex { !isEdge($0) }.map { scalars.index(after: $0) } ?? startIndex)]
  }

  var trimmed: Substring { trimmed(\.isBlank) }

  /// The piece up to the first scalar that `isEnd` says, and what follows that scalar; nil if there is none.
  func cut(_ isEnd: (Unicode.Scalar) -> Bool) -> (before: Substring, mark: Unicode.Scalar, after: Substring)? {
    guard let end = unicodeScalars.firstIndex(where: isEnd) else { return nil }
    return (self[..<end], unicodeScalars[end], self[unicodeScalars.index(after: end)...])
  }

  /// The first word that white space ends, and the rest, which begins with a word.
  var firstWord: (word: Substring, rest: Substring) {
    guard let end = unicodeScalars.firstIndex(where: \.isBlank) else { return (self, self[endIndex...]) }
    return (self[..<end], self[end...].trimmedStart(\.isBlank))
  }

  /// The beginning of a piece that is too long, up to the last word that ends within `limit` bytes.
  func cut(toBytes limit: Int) -> Substring {
    guard utf8.count > limit else { return self }
    let end = utf8.index(startIndex, offsetBy: limit)
    let whole = self[..<(unicodeScalars[..<end].lastIndex { $0.isItemSeparator } ?? startIndex)]
    return whole.trimmed
  }

  /// Whether this is `word`, which is of lower case, in any case.
  func isWord(_ word: String) -> Bool { utf8.count == word.utf8.count && lowercased() == word }

  /// The runs of letters and digits, at most `limit` of them, in lower case.
  func words(limit: Int) -> [String] {
    var words: [String] = []
    var rest = self
    while words.count < limit {
      rest = rest.trimmedStart { !$0.isWord }
      guard !rest.isEmpty else { break }
      let end = rest.unicodeScalars.firstIndex { !$0.isWord } ?? rest.endIndex
      words.append(rest[..<end].lowercased())
      rest = rest[end...]
    }
    return words
  }
}
