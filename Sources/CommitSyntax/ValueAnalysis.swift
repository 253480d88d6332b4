/// Finds out what is wrong with an item of a list that is no value of its type.
struct ValueAnalysis {
  let item: Substring
  let line: FilterLine
  private(set) var known: KnownWords
  /// The values of the list's own type that are found within the item, in the vocabulary's spelling.
  private(set) var understood: [(name: String, part: Substring)] = []

  /// Longer items are wrong, and that is all that is said of them.
  private static let longest = 4096

  init(item: Substring, line: FilterLine, known: KnownWords) {
    self.item = item
    self.line = line
    self.known = known
  }

  mutating func mistakes() -> [ValueMistake] {
    guard item.utf8.count <= Self.longest else { return [.unknown(item, near: [], correction: nil, some: nil)] }
    if let mistake = simpleMistake(of: item) { return [mistake] }
    // `win7 32`, and what was copied with something invisible in it.
    if ItemList(item, limit: 10).parts.allSatisfy({ known.find($0) == nil }),
      let whole = known.obvious(item, as: line.type)
    {
      return [.unknown(item, near: [whole], correction: whole, some: nil)]
    }
    return mistakesOfParts() ?? [unknown(item)]
  }

  /// A mistake that has one obvious correction.
  private mutating func simpleMistake(of item: Substring) -> ValueMistake? {
    if line.type == .keys, let stem = item.fileStem {
      let bare = stem.trimmed(\.isDecoration)
      let key = known.canonical(bare, as: .keys) ?? known.obvious(bare, as: .keys)
      return .fileName(item, key: key, near: key == nil ? known.near(bare, as: .keys) : [])
    }
    let bare = item.trimmed(\.isDecoration)
    if bare.utf8.count < item.utf8.count {
      if known.canonical(bare, as: line.type) != nil || bare.isWord("none") {
        // `!win7-32` may mean the opposite.
        let isNegated = item.unicodeScalars.first.map { "!~-".unicodeScalars.contains($0) } ?? false
        return .decorated(item, bare: bare, isNegated: isNegated && !item.hasPrefix("- "))
      }
    }
    if let (type, name) = known.find(bare), type != line.type {
      return .wrongType(item, type, name: name, isWholeLine: isWholeLine(type))
    }
    return nil
  }

  /// Values that something else than a comma separates.
  private mutating func mistakesOfParts() -> [ValueMistake]? {
    let list = ItemList(item, limit: 200)
    let parts = list.parts
    guard parts.count > 1, !list.isCut else { return nil }
    var mistakes: [ValueMistake] = []
    var (found, strangers): ([String], [Substring]) = ([], [])
    for part in parts {
      if let name = known.canonical(part, as: line.type) {
        understood.append((name, part))
        found.append(String(part))
      } else if let mistake = simpleMistake(of: part) {
        mistakes.append(mistake)
      } else {
        let mistake = unknown(part)
        if mistake.isNear { mistakes.append(mistake) } else { strangers.append(part) }
      }
    }
    guard !found.isEmpty || !mistakes.isEmpty else { return nil }
    if let first = strangers.first, let last = strangers.last {
      let stranger = item[first.startIndex..<last.endIndex]
      return [.textAmongValues(stranger)]
    }
    return [.separator(item, parts: parts.map(String.init))] + mistakes
  }

  private mutating func unknown(_ word: Substring) -> ValueMistake {
    let bare = word.trimmed(\.isDecoration)
    let correction = known.obvious(bare, as: line.type)
    let near = correction.map { [$0] } ?? known.near(bare, as: line.type)
    let some = near.isEmpty ? known.some(line.type, limit: 6) : nil
    return .unknown(word, near: near, correction: correction, some: some)
  }

  /// Whether every value of the line belongs to one other type, so that it is the line's type that is wrong.
  private mutating func isWholeLine(_ type: FilterType) -> Bool {
    guard line.values.utf8.count <= 4096 else { return false }
    for item in line.values.unicodeScalars.split(separator: ",") {
      guard known.canonical(Substring(item).trimmed, as: type) != nil else { return false }
    }
    return true
  }
}

extension Unicode.Scalar {
  /// What people put around a word: quotes, brackets, marks of emphasis, punctuation. Neither letters nor digits of any script.
  var isDecoration: Bool {
    isASCII ? !isWord : isBlank || !(properties.isAlphabetic || properties.numericType != nil)
  }
}

extension Substring {
  /// `win10` of `config/win10.yaml`; nil if this looks like no file of the configuration.
  var fileStem: Substring? {
    let name = trimmedEnd(\.isDecoration)
    let lower = name.suffix(5).lowercased()
    let extensions = [".yaml", ".yml"]
    let found = extensions.first { lower.hasSuffix($0) }
    let isInFolder = name.hasPrefix("config/") || name.hasPrefix("./config/")
    guard found != nil || isInFolder else { return nil }
    let base = name.dropLast(found?.count ?? 0)
    return base.unicodeScalars.lastIndex(of: "/").map { base[base.unicodeScalars.index(after: $0)...] } ?? base
  }
}
