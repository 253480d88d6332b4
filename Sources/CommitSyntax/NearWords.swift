import Diagnostics

/// Words that are not those of the grammar and are read as them: slips, other forms, other names.
enum NearWords {
  enum Verb: Equatable {
    case exact(Filter.Mode)
    case slip(Filter.Mode)
    /// `included`, `including`: what a sentence would have.
    case inflected(Filter.Mode)
    /// `includes`: what a sentence would have, and a slip that is easily made.
    case plural(Filter.Mode)
    /// `incl`
    case short(Filter.Mode)

    var mode: Filter.Mode {
      switch self {
      case .exact(let mode), .slip(let mode), .inflected(let mode), .plural(let mode), .short(let mode): mode
      }
    }

    var isExact: Bool { if case .exact = self { true } else { false } }
    /// Whether a sentence may begin with it.
    var isOfSentence: Bool {
      switch self {
      case .inflected, .plural: true
      case .exact, .slip, .short: false
      }
    }
    /// Whether it takes a type behind it, and a colon, to be more than a word of a sentence.
    var needsColon: Bool {
      switch self {
      case .exact, .slip: false
      case .inflected, .plural, .short: true
      }
    }
  }

  /// - Parameter word: in lower case.
  static func verb(_ word: String) -> Verb? {
    for mode in Filter.Mode.allCases {
      let stem = mode.rawValue.dropLast()
      if word == mode.rawValue { return .exact(mode) }
      if ["ed", "ing"].contains(where: { word == stem + $0 }) { return .inflected(mode) }
      if word == mode.rawValue + "s" { return .plural(mode) }
      if word == mode.rawValue.prefix(4) || word == mode.rawValue.prefix(3) { return .short(mode) }
      // The first letter is lost where an editor took it for a command.
      if word == mode.rawValue.dropFirst() { return .slip(mode) }
    }
    return Filter.Mode.allCases.first { isSlip(word, $0.rawValue, atMost: 1) }.map(Verb.slip)
  }

  /// - Parameter word: in lower case.
  static func type(_ word: String) -> FilterType? {
    if let type = FilterType(rawValue: word) { return type }
    if let type = FilterType.allCases.first(where: { $0.singular == word }) { return type }
    switch word {
    case "env", "envs": return .environments
    case "location", "locations": return .regions
    default:
      let found = FilterType.allCases.first { isSlip(word, $0.rawValue, atMost: $0 == .environments ? 3 : 1) }
      // `leys`; but `tools` are no pools.
      return found ?? (NearMiss.distance(word, "keys", atMost: 1) == nil ? nil : .keys)
    }
  }

  /// Whether a word for a type is another than that of the grammar, and no slip of it: `key`, `location`.
  static func isOtherForm(_ word: String) -> Bool {
    FilterType.allCases.contains { $0.singular == word } || ["env", "envs", "location", "locations"].contains(word)
  }

  /// `includekeys`, and with one slip: the words of a head that were run together. Several words have no slip.
  static func joinedHead(_ words: [String]) -> FilterHead? {
    let (word, limit) = (words.joined(), words.count == 1 ? 1 : 0)
    for mode in Filter.Mode.allCases {
      for type in FilterType.allCases where isSlip(word, mode.rawValue + type.rawValue, atMost: limit) {
        return FilterHead(mode: mode, type: type)
      }
    }
    return nil
  }

  /// Words that may stand before an instruction and change nothing.
  static func isFiller(_ word: String) -> Bool {
    ["also", "and", "just", "now", "only", "please", "then", "to"].contains(word)
  }

  /// Words that people put in the place of `include` or `exclude` before a type.
  static func isOtherVerb(_ word: String) -> Bool {
    [
      "only", "just", "build", "rebuild", "select", "use", "limit", "filter", "skip", "ignore", "without", "except",
      "not",
    ].contains(word)
  }

  /// The same word, or one with at most so many slips; the first letter is never a slip, unless it changed places.
  private static func isSlip(_ word: String, _ meant: String, atMost limit: Int) -> Bool {
    guard let first = word.utf8.first, word.utf8.count <= meant.utf8.count + limit else { return false }
    guard first == meant.utf8.first || word.utf8.dropFirst().first == meant.utf8.first else { return false }
    return NearMiss.distance(word, meant, atMost: limit) != nil
  }
}
