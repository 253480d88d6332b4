import Diagnostics

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
    if let mistake = brokenValue() { return [mistake] }
    return mistakesOfParts() ?? [unknown(item)]
  }

  /// `win7 32`, `win10-64 2004`, and what was copied with something invisible in it.
  private mutating func brokenValue() -> ValueMistake? {
    if let name = known.canonical(Substring(item.visible), as: line.type) {
      return .unknown(item, near: [name], correction: name, some: nil)
    }
    let parts = ItemList(item, limit: 10).parts
    guard parts.contains(where: { known.find($0) == nil }), let whole = known.obvious(item, as: line.type) else {
      return nil
    }
    // Where a part is a value of its own, the other may have been meant as one, too.
    let isOne = parts.allSatisfy { known.find($0) == nil }
    guard isOne || NearMiss.areSame(String(item), whole) else { return nil }
    let isObvious = isOne && Doubt(of: item, bare: item.trimmed(\.isDecoration)) == nil
    return .unknown(item, near: [whole], correction: isObvious ? whole : nil, some: nil)
  }

  /// A mistake of one word.
  private mutating func simpleMistake(of item: Substring) -> ValueMistake? {
    if line.type == .keys, let stem = item.fileStem, let mistake = fileName(item, stem) { return mistake }
    let bare = item.trimmed(\.isDecoration)
    if bare.utf8.count < item.utf8.count {
      if known.canonical(bare, as: line.type) != nil || bare.isWord("none") {
        return .decorated(item, bare: bare, doubt: Doubt(of: item, bare: bare))
      }
    }
    if let (type, name) = known.find(bare), type != line.type {
      let isPlain = Doubt(of: item, bare: bare) == nil
      return .wrongType(item, type, name: name, isWholeLine: isPlain && isWholeLine(type))
    }
    return nil
  }

  /// `config/win7-32.yaml`; nil if these are several words.
  private mutating func fileName(_ item: Substring, _ stem: Substring) -> ValueMistake? {
    let bare = stem.trimmed(\.isDecoration)
    guard !bare.unicodeScalars.contains(where: \.isItemSeparator) else { return nil }
    let key = known.canonical(bare, as: .keys) ?? known.obvious(bare, as: .keys)
    let near = key.map { [$0] } ?? known.near(bare, as: .keys)
    let isPlain = Doubt(of: item, bare: item.trimmed(\.isDecoration)) == nil && Doubt(of: stem, bare: bare) == nil
    return .fileName(item, key: isPlain ? key : nil, near: near)
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
    return [.separator(item, parts: parts, isPlain: !list.hasDash)] + mistakes
  }

  private mutating func unknown(_ word: Substring) -> ValueMistake {
    let bare = word.trimmed(\.isDecoration)
    let meant = known.obvious(bare, as: line.type)
    let near = meant.map { [$0] } ?? known.near(bare, as: line.type)
    let some = near.isEmpty ? known.some(line.type, limit: 6) : nil
    return .unknown(word, near: near, correction: Doubt(of: word, bare: bare) == nil ? meant : nil, some: some)
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
  /// Without what is not seen: control and format characters.
  var visible: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: unicodeScalars.lazy.filter { !$0.isBlank || $0.properties.isWhitespace })
    return text
  }

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
