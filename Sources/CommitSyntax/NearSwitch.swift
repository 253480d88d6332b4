import Diagnostics

/// Lines that were meant to be a switch.
enum NearSwitch {
  /// The switch that a whole line was meant to be: with other separators than hyphens, with a slip, or by another name.
  ///
  /// A line of several words is prose until shown otherwise: then only the words behind the first may have a slip. In a word
  /// with hyphens there may be more.
  static func meant(by line: Substring) -> Switch? {
    guard line.utf8.count <= longest, let first = line.unicodeScalars.first, first.isWord else { return nil }
    // `pool-deploy.py` is a file.
    guard !line.isFileName else { return nil }
    let words = line.words(limit: 10)
    let letters = words.joined()
    if let found = exact[letters] { return found }
    let isOneWord = !line.unicodeScalars.contains { $0.isBlank }
    if let found = otherNames[letters], isOneWord || found.stopsEverything && !onlyAsOneWord.contains(letters) {
      return found
    }
    // The first letter is lost where an editor took it for a command.
    if let found = Switch.allCases.first(where: { line.isWord(String($0.rawValue.dropFirst())) }) { return found }
    return entries.first { $0.isMeant(by: words, letters, isOneWord: isOneWord) }?.found
  }

  /// The switch that has just these letters.
  static func named(by letters: String) -> Switch? { exact[letters] }

  private static let longest = 60

  /// A switch, and what a line is compared with.
  private struct Entry {
    let found: Switch
    let letters: String
    let words: [String]
    let sortedWords: [String]

    init(_ found: Switch) {
      self.found = found
      words = found.rawValue.split(separator: "-").map(String.init)
      letters = words.joined()
      sortedWords = words.sorted()
    }

    /// `noci` has too few letters for one of them to be another.
    private var isShort: Bool { letters.utf8.count < 6 }

    func isMeant(by words: [String], _ letters: String, isOneWord: Bool) -> Bool {
      guard abs(letters.utf8.count - self.letters.utf8.count) <= 2 else { return false }
      guard isOneWord else {
        guard words.count == self.words.count, words.first == self.words.first else { return false }
        return isShort
          ? letters.utf8.sorted() == self.letters.utf8.sorted()
          : NearMiss.distance(letters, self.letters, atMost: 1) != nil
      }
      if words.count > 1, words.sorted() == sortedWords { return true }
      guard words.count > 1 || !isShort, hasBeginning(of: letters) else { return false }
      return NearMiss.distance(letters, self.letters, atMost: isShort ? 1 : 2) != nil
    }

    /// Whether the first letter is right, or changed places with the second: `verify` is not `no-verify`.
    private func hasBeginning(of letters: String) -> Bool {
      let (a, b) = (Array(letters.utf8.prefix(2)), Array(self.letters.utf8.prefix(2)))
      return a.first == b.first || a == b.reversed()
    }
  }

  private static let entries = Switch.allCases.map(Entry.init)
  private static let exact = Dictionary(uniqueKeysWithValues: entries.map { ($0.letters, $0.found) })

  /// Other names, by their letters.
  static let otherNames: [String: Switch] = [
    "skipci": .noCI, "ciskip": .noCI, "nobuild": .noCI, "nobuilds": .noCI, "skipbuild": .noCI, "skipbuilds": .noCI,
    "notc": .noTaskclusterCI, "notaskcluster": .noTaskclusterCI, "notcci": .noTaskclusterCI,
    "skiptaskcluster": .noTaskclusterCI, "skiptaskclusterci": .noTaskclusterCI, "notravis": .noTravisCI,
    "overwritemachine": .overwriteMachineImage, "overwriteimage": .overwriteMachineImage,
    "overwriteimages": .overwriteMachineImage,
    "pooldeployment": .poolDeploy, "deploypools": .poolDeploy, "skipverify": .noVerify, "noverification": .noVerify,
    "nocleanup": .disableCleanup,
    "skipcleanup": .disableCleanup,
  ]

  /// Names that are a sentence, too, where they are written in several words.
  private static let onlyAsOneWord: Set = ["nobuild", "nobuilds", "skipbuild", "skipbuilds", "notc"]
}

extension Substring {
  /// One word that ends in a dot and letters that are no part of a switch.
  fileprivate var isFileName: Bool {
    guard let dot = unicodeScalars.lastIndex(of: "."), !unicodeScalars.contains(where: \.isBlank) else { return false }
    return InstructionLine.switch(self[..<dot]) != nil
  }
}
