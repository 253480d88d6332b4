/// What a list that may be anything has of the vocabulary.
extension NearInstruction {
  /// The types of the distinct items of a list, if all of them are known values (nil for `none`); nil if there are no items or
  /// one is not known. What stands around a value does not matter here: whether it may be left out is seen when the line is
  /// corrected.
  mutating func knownTypes(_ text: Substring, first: FilterType? = nil) -> [FilterType?]? {
    var types: [FilterType?] = []
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
        if seen.insert(name).inserted { types.append(type) }
        continue
      }
      let list = ItemList(chunk, limit: 1000)
      guard !list.isCut else { return nil }
      for part in list.parts {
        let bare = part.trimmed(\.isDecoration)
        if bare.isWord("none") {
          types.append(nil)
        } else if let (type, name) = known.find(bare, first: first) {
          if seen.insert(name).inserted { types.append(type) }
        } else {
          return nil
        }
      }
    }
    return types.isEmpty ? nil : types
  }

  /// Whether a known value stands among the words of a text.
  mutating func namesValue(_ text: Substring) -> Bool {
    ItemList(text, limit: 50).parts.contains { known.find($0.trimmed(\.isDecoration)) != nil }
  }

  /// Values that are known or slips of known ones, with the known ones; nil if there is no slip, or if one is a word.
  mutating func slips(_ text: Substring) -> (type: FilterType, meant: [String])? {
    let list = ItemList(text, limit: 50)
    return list.isCut ? nil : slips(list.parts)
  }

  mutating func slips(_ parts: [Substring]) -> (type: FilterType, meant: [String])? {
    var (first, meant): (FilterType?, [String]) = (nil, [])
    for part in parts {
      if let (_, name) = known.find(part) {
        meant.append(name)
      } else if let slip = slip(part) {
        first = first ?? slip.type
        meant.append(slip.meant)
      } else {
        return nil
      }
    }
    return first.map { ($0, meant) }
  }

  private mutating func slip(_ part: Substring) -> (type: FilterType, meant: String)? {
    if let stem = part.fileStem, let key = known.canonical(stem, as: .keys) { return (.keys, key) }
    for type in [FilterType.keys, .environments, .regions] {
      if let meant = known.obvious(part, as: type), !isOnlyBeginning(part, of: meant) { return (type, meant) }
    }
    // Sentences have words with digits and hyphens, too (`utf-8`), so it takes a known one that is near.
    guard part.looksLikeValue else { return nil }
    if part.unicodeScalars.contains("/") {
      let meant = known.near(part, as: .pools).first ?? (known.hasProvisioner(of: part) ? String(part) : nil)
      return meant.map { (.pools, $0) }
    }
    guard part.unicodeScalars.contains("-"), let key = known.near(part, as: .keys).first, part.isBuilt(as: key) else {
      return nil
    }
    return (.keys, key)
  }

  /// `prod` is short for `production`; `pro` and `product` are words of their own.
  private func isOnlyBeginning(_ part: Substring, of meant: String) -> Bool {
    meant.lowercased().hasPrefix(part.lowercased()) && meant.utf8.count > part.utf8.count + 2 && part.utf8.count != 4
  }
}

extension Substring {
  /// Whether the first part has the same letters as that of a key, and a digit if that has one: `win99-64`, but not
  /// `win-10-sdk` or `l1-alpha`.
  fileprivate func isBuilt(as key: String) -> Bool {
    func first(_ text: Substring) -> (letters: String, hasDigit: Bool) {
      let part = text.unicodeScalars.prefix { $0 != "-" }
      let letters = part.prefix { !$0.isDigit }
      return (String(Substring(letters)).lowercased(), letters.endIndex < part.endIndex)
    }
    let (word, key) = (first(self), first(key[...]))
    return word.letters == key.letters && (word.hasDigit || !key.hasDigit)
  }
}

extension [FilterType?] {
  /// The one type of all the items.
  var common: FilterType? {
    guard let type = first ?? nil, allSatisfy({ $0 == type }) else { return nil }
    return type
  }
}
