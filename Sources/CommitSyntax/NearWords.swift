import Diagnostics

/// Words that are not those of the grammar and are read as them: slips, other forms, other names.
enum NearWords {
  enum Verb: Equatable {
    case exact(Filter.Mode)
    case slip(Filter.Mode)
    /// `includes`, `including`: what a sentence would have.
    case inflected(Filter.Mode)

    var mode: Filter.Mode {
      switch self {
      case .exact(let mode), .slip(let mode), .inflected(let mode): mode
      }
    }

    var isExact: Bool { if case .exact = self { true } else { false } }
    var isInflected: Bool { if case .inflected = self { true } else { false } }
  }

  /// - Parameter word: in lower case.
  static func verb(_ word: String) -> Verb? {
    for mode in Filter.Mode.allCases {
      let stem = mode.rawValue.dropLast()
      if word == mode.rawValue { return .exact(mode) }
      if ["es", "ed", "ing"].contains(where: { word == stem + $0 }) { return .inflected(mode) }
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
      return FilterType.allCases.first { isSlip(word, $0.rawValue, atMost: $0 == .environments ? 3 : 1) }
    }
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
    ["only", "just", "build", "rebuild", "select", "use", "limit", "skip", "ignore", "without"].contains(word)
  }

  /// The same word, or one with at most so many slips; the first letter is never a slip, unless it changed places.
  private static func isSlip(_ word: String, _ meant: String, atMost limit: Int) -> Bool {
    guard let first = word.utf8.first, word.utf8.count <= meant.utf8.count + limit else { return false }
    guard first == meant.utf8.first || word.utf8.dropFirst().first == meant.utf8.first else { return false }
    return NearMiss.distance(word, meant, atMost: limit) != nil
  }
}

extension Switch {
  /// The letters of the word, without hyphens.
  var letters: String { String(rawValue.unicodeScalars.filter(\.isWord).map(Character.init)) }

  /// The switch that a whole line was meant to be: with other separators than hyphens, with a slip, or by another name.
  ///
  /// A line of several words is prose until shown otherwise: then only the last words may have a slip. In a word with
  /// hyphens there may be more.
  init?(meantBy line: Substring) {
    guard line.utf8.count <= 60 else { return nil }
    let words = line.words(limit: 10)
    let letters = words.joined()
    guard !letters.isEmpty else { return nil }
    let isOneWord = !line.unicodeScalars.contains { $0.isBlank }
    if let found = Self.allCases.first(where: { $0.letters == letters }) {
      self = found
    } else if let found = Self.otherNames[letters], isOneWord || letters.contains("ci") {
      self = found
    } else if let found = Self.allCases.first(where: { $0.isMeant(by: words, letters, isOneWord: isOneWord) }) {
      self = found
    } else {
      return nil
    }
  }

  private func isMeant(by words: [String], _ letters: String, isOneWord: Bool) -> Bool {
    let own = rawValue.split(separator: "-").map(String.init)
    let isShort = self.letters.utf8.count < 6
    guard isOneWord else {
      guard words.count == own.count, words.first == own.first else { return false }
      return isShort
        ? letters.utf8.sorted() == self.letters.utf8.sorted()
        : NearMiss.distance(letters, self.letters, atMost: 1) != nil
    }
    if words.count > 1, words.sorted() == own.sorted() { return true }
    guard words.count > 1 || !isShort else { return false }
    return NearMiss.distance(letters, self.letters, atMost: isShort ? 1 : 2) != nil
  }

  /// Other names, by their letters.
  private static let otherNames: [String: Switch] = [
    "skipci": .noCI, "ciskip": .noCI, "notaskcluster": .noTaskclusterCI, "notcci": .noTaskclusterCI,
    "skiptaskcluster": .noTaskclusterCI, "skiptaskclusterci": .noTaskclusterCI, "notravis": .noTravisCI,
    "overwriteimage": .overwriteMachineImage, "overwriteimages": .overwriteMachineImage,
    "pooldeployment": .poolDeploy, "deploypools": .poolDeploy, "skipverify": .noVerify, "nocleanup": .disableCleanup,
    "skipcleanup": .disableCleanup,
  ]
}
