import Diagnostics

/// A vocabulary as one message looks things up in it: without case, each list asked for when it is first needed.
struct KnownWords {
  private let vocabulary: Vocabulary
  private var lists: [FilterType: [String: String]] = [:]
  /// How many more words may be compared: a message of ten megabytes must not cost a comparison of every word of it with every
  /// key. No message that anybody wrote comes near it.
  private var patience = 500_000

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Longer words are in no vocabulary.
  private static let longest = 200

  /// The vocabulary's own spelling of a word, if the word is of that type. Regions are known with and without spaces.
  mutating func canonical(_ word: Substring, as type: FilterType) -> String? {
    guard !word.isEmpty, word.utf8.count <= Self.longest, Self.mayBe(word, type) else { return nil }
    return list(type)[Self.folded(word, type)]
  }

  /// The type that a word belongs to, one of `preferred` first, and its spelling.
  mutating func find(_ word: Substring, first preferred: FilterType? = nil) -> (type: FilterType, name: String)? {
    for type in [preferred].compactMap(\.self) + FilterType.allCases.filter({ $0 != preferred }) {
      if let name = canonical(word, as: type) { return (type, name) }
    }
    return nil
  }

  mutating func near(_ word: Substring, as type: FilterType) -> [String] {
    guard patience > 0, word.utf8.count <= Self.longest else { return [] }
    patience -= list(type).count + 1
    return NearMiss.ranked(String(word), among: list(type).values)
  }

  /// The one word of that type that this is plainly a slip of; also a pool whose provisioner was left
  /// out, and the beginning of an environment.
  mutating func obvious(_ word: Substring, as type: FilterType) -> String? {
    guard patience > 0, word.utf8.count <= Self.longest else { return nil }
    patience -= list(type).count + 1
    if type == .pools, !word.contains("/") {
      let ending = "/" + word.lowercased()
      let pools = list(.pools).filter { $0.key.hasSuffix(ending) }
      if pools.count == 1 { return pools.first?.value }
    }
    if type == .environments, word.utf8.count >= 3 {
      let beginning = word.lowercased()
      let environments = list(.environments).filter { $0.key.hasPrefix(beginning) }
      if environments.count == 1 { return environments.first?.value }
    }
    return NearMiss.obvious(String(word), among: list(type).values)
  }

  /// Whether a pool is known that has the same provisioner, which is what stands before the slash.
  mutating func hasProvisioner(of word: Substring) -> Bool {
    guard patience > 0, let (provisioner, _, _) = word.cut({ $0 == "/" }), !provisioner.isEmpty else { return false }
    patience -= list(.pools).count + 1
    let beginning = provisioner.lowercased() + "/"
    return list(.pools).keys.contains { $0.hasPrefix(beginning) }
  }

  /// Some words of a type, as an example of what there is.
  struct Some {
    /// Sorted.
    var first: [String]
    /// How many there are besides these.
    var others: Int
  }

  /// The first words of a type, in the order of their bytes.
  mutating func some(_ type: FilterType, limit: Int) -> Some {
    let words = list(type).values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Some(first: Array(words.prefix(limit)), others: max(0, words.count - limit))
  }

  private mutating func list(_ type: FilterType) -> [String: String] {
    if let list = lists[type] { return list }
    let words = vocabulary.words(of: type)
    let list = Dictionary(words.map { (Self.folded($0[...], type), $0) }, uniquingKeysWith: { first, _ in first })
    lists[type] = list
    return list
  }

  private static func folded(_ word: Substring, _ type: FilterType) -> String {
    let lower = word.lowercased()
    guard type == .regions else { return lower }
    var region = ""
    region.unicodeScalars.append(contentsOf: lower.unicodeScalars.filter { !$0.isBlank })
    return region
  }

  /// Whether the shape of a word allows the type, so that no config is read for what cannot be found there.
  private static func mayBe(_ word: Substring, _ type: FilterType) -> Bool {
    switch type {
    case .keys, .environments: true
    case .pools: word.utf8.contains(UInt8(ascii: "/"))
    case .regions:
      word.utf8.count >= 4
        && word.unicodeScalars.allSatisfy { $0.isBlank || $0.isWord || $0 == "-" }
    }
  }
}
