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
    guard let mode = Filter.Mode.allCases.first(where: { isSlip(word, $0.rawValue, atMost: 1) }) else { return nil }
    // `enclude` is as near to the one as to the other.
    let isEither = Filter.Mode.allCases.allSatisfy { NearMiss.distance(word, $0.rawValue, atMost: 1) != nil }
    return isEither ? nil : .slip(mode)
  }

  /// Whether a word is so near to `include` or `exclude`, in one of their forms, that it is one of them where the rest of a
  /// filter is right: `unclude`, `inlcudes`. Which of them, is not always plain.
  static func isFarVerb(_ word: String) -> Bool {
    guard word.utf8.count <= 12 else { return false }
    return Filter.Mode.allCases.contains { mode in
      ["", "s", "d"].contains { NearMiss.distance(word, mode.rawValue + $0, atMost: $0.isEmpty ? 2 : 1) != nil }
    }
  }

  /// - Parameter word: in lower case.
  static func type(_ word: String) -> FilterType? {
    if let type = FilterType(rawValue: word) { return type }
    if let type = FilterType.allCases.first(where: { $0.singular == word }) { return type }
    if let type = otherTypes[word] { return type }
    let found = FilterType.allCases.first { isSlip(word, $0.rawValue, atMost: $0 == .environments ? 3 : 1) }
    // `leys`; but `tools` are no pools.
    return found ?? (NearMiss.distance(word, "keys", atMost: 1) == nil ? nil : .keys)
  }

  /// Other names of types.
  static let otherTypes: [String: FilterType] = [
    "env": .environments, "envs": .environments, "location": .regions, "locations": .regions,
  ]

  /// Whether a word for a type is another than that of the grammar, and no slip of it: `key`, `location`.
  static func isOtherForm(_ word: String) -> Bool {
    otherTypes[word] != nil || FilterType.allCases.contains { $0.singular == word }
  }

  /// `includekeys`, and with one slip: the words of a head that were run together. Several words have no slip.
  static func joinedHead(_ words: [String]) -> FilterHead? {
    let (word, limit) = (words.joined(), words.count == 1 ? 1 : 0)
    guard (8...20).contains(word.utf8.count) else { return nil }
    for mode in Filter.Mode.allCases {
      for type in FilterType.allCases where isSlip(word, mode.rawValue + type.rawValue, atMost: limit) {
        let isEither = Filter.Mode.allCases.allSatisfy {
          NearMiss.distance(word, $0.rawValue + type.rawValue, atMost: limit) != nil
        }
        return isEither ? nil : FilterHead(mode: mode, type: type)
      }
    }
    return nil
  }

  /// Words that may stand before an instruction and change nothing.
  static func isFiller(_ word: String) -> Bool {
    ["also", "and", "just", "now", "only", "please", "then", "to"].contains(word)
  }

  /// Words that may stand among those of a filter and change nothing, so that a correction may leave them out.
  static func isIdle(_ word: String) -> Bool {
    isFiller(word)
      || [
        "a", "again", "all", "azure", "both", "config", "configs", "every", "file", "files", "following", "for", "here",
        "image", "images", "list", "of", "s", "thanks", "the", "these", "this", "those", "too", "type", "types",
        "worker",
        "workerpool", "workerpools", "workers", "workertype", "workertypes",
      ].contains(word)
  }

  /// Words that turn what stands behind them into its opposite.
  static func isNegation(_ word: String) -> Bool {
    [
      "any", "but", "except", "excepting", "everything", "minus", "no", "not", "other", "others", "than", "without",
      "excluding",
    ].contains(word)
  }

  /// Words for all there is.
  static func isTotal(_ word: String) -> Bool { ["all", "any", "both", "every", "everything"].contains(word) }

  /// Words that may stand among values without making a sentence of them.
  static func isAside(_ word: String) -> Bool {
    [
      "again", "all", "both", "following", "for", "here", "just", "now", "only", "please", "thanks", "the", "these",
      "this",
      "too",
    ].contains(word) || isNegation(word)
  }

  /// Words that are no name of anything that could be selected, and that a sentence has behind `include pools`.
  static func isPlainWord(_ word: String) -> Bool {
    [
      "again", "also", "api", "apis", "config", "configs", "docs", "etc", "everywhere", "file", "first", "here", "info",
      "list", "logs", "name", "names", "now", "only", "quota", "quotas", "test", "tests", "too",
    ].contains(word)
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
