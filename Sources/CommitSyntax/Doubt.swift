/// What the marks around a value may mean, where they are more than its dress. A value in doubt is never corrected.
enum Doubt {
  /// `!win7-32`, `-win7-32`, `~win7-32`: everything but it.
  case negation
  /// `win7-32-*`, `win?-32`: others, too.
  case wildcard
  /// `win7-32...`, `win7-32-`, `^win7-32$`: who knows.
  case other

  /// Nil if there is nothing around the value but quotes, brackets, marks of emphasis, and punctuation.
  ///
  /// - Parameters:
  ///   - word: as it is written.
  ///   - bare: the same without all marks at both ends.
  init?(of word: Substring, bare: Substring) {
    let opening = word[..<Swift.min(bare.startIndex, word.endIndex)].trimmed
    let closing = word[Swift.min(Swift.max(bare.endIndex, opening.endIndex), word.endIndex)...].trimmed
    let marks = opening.unicodeScalars
    if opening == closing, ["**", "__", "_"].contains(opening) { return nil }
    // `- win7-32` is an item of a list.
    let isBullet = marks.last.map(\.isDash) ?? false && opening.endIndex < bare.startIndex
    if marks.contains(where: { "!~^¬".unicodeScalars.contains($0) }) { self = .negation; return }
    if !isBullet, marks.contains(where: \.isDash) { self = .negation; return }
    if word.unicodeScalars.contains(where: { $0 == "*" || $0 == "?" }) { self = .wildcard; return }
    let isPlain =
      marks.allSatisfy { $0.isQuote || $0.isDash || $0.isBlank || "([{<.:=,;•".unicodeScalars.contains($0) }
      && closing.unicodeScalars.allSatisfy { $0.isQuote || $0.isBlank || ")]}>.:,;!".unicodeScalars.contains($0) }
      && opening.unicodeScalars.contains("<") == closing.unicodeScalars.contains(">")
      && !closing.contains("..")
      && !bare.unicodeScalars.contains { "!~^|$%".unicodeScalars.contains($0) }
    if isPlain { return nil }
    self = .other
  }

  /// The way out, in words.
  func help(_ bare: Substring, _ mode: Filter.Mode, _ type: FilterType) -> String {
    switch self {
    case .negation:
      mode == .include
        ? "`exclude \(type.rawValue): \(bare)` leaves it out" : "`include \(type.rawValue): \(bare)` selects it alone"
    case .wildcard: "there are no wildcards: name each \(type.singular)"
    case .other: "write `\(bare)` if that is what is meant"
    }
  }
}
