/// What somebody may have meant by a word that is not known.
///
/// Two measures, of which the better one counts. Edits: how many insertions, deletions, replacements and swaps of
/// neighbours lie between the two, case and separators aside (`win10-64-2004-gqu`). Parts: how much of the word consists
/// of the parts of the candidate in whatever order and however joined (`win2022642009azurevs` has four of the five parts
/// of `win2022-64-2009-vs-alpha`); what was written and is not explained weighs twice what was left out. Below a cut-off
/// nothing is suggested: a wrong suggestion is worse than none.
package enum NearMiss {
  /// Longer words are not compared: nobody mistypes them, and the cost grows with the square.
  static let longest = 200

  /// The nearest candidate; nil if none is near. Of two that are equally near, the first by bytes.
  package static func best(_ word: String, among candidates: some Sequence<String>) -> String? {
    ranked(word, among: candidates, limit: 1).first
  }

  /// The nearest candidates, nearest first.
  package static func ranked(_ word: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let word = Word(word)
    guard word.isComparable else { return [] }
    var near: [(score: Double, candidate: String)] = []
    for candidate in candidates {
      guard let score = score(word, Word(candidate)) else { continue }
      near.append((score, candidate))
    }
    near.sort { $0.score != $1.score ? $0.score > $1.score : $0.candidate < $1.candidate }
    return near.prefix(limit).map(\.candidate)
  }

  /// The one candidate that the word is a slip of, so plainly that the text may be corrected without asking: the same but
  /// for case, separators and the order of its parts, or with one slip of the letters, and no other as near. Digits
  /// are never a slip: `2004` and `2009` are two versions.
  package static func obvious(_ word: String, among candidates: some Sequence<String>) -> String? {
    let word = Word(word)
    guard word.isComparable else { return nil }
    var (nearest, closest, isUnique): (String?, Int, Bool) = (nil, 2, false)
    for candidate in candidates {
      let other = Word(candidate)
      guard other.isComparable, let distance = slips(word, other), distance <= closest else { continue }
      isUnique = distance < closest || nearest == nil
      (nearest, closest) = (candidate, distance)
    }
    return isUnique ? nearest : nil
  }

  /// Whether two words are the same but for case and separators.
  package static func areSame(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Word(a), Word(b))
    return a.isComparable && a.letters == b.letters
  }

  private static func slips(_ a: Word, _ b: Word) -> Int? {
    if a.letters == b.letters || a.parts == b.parts { return 0 }
    guard a.digits == b.digits, min(a.letters.count, b.letters.count) >= 4 else { return nil }
    return EditDistance.between(a.letters, b.letters, atMost: 1)
  }

  /// From 0, nothing in common, to 1; nil below the cut-off.
  private static func score(_ word: Word, _ candidate: Word) -> Double? {
    guard candidate.isComparable else { return nil }
    let edits = max(editScore(word.text, candidate.text), editScore(word.letters, candidate.letters))
    let parts = partScore(word, candidate)
    let score = max(edits, parts)
    return score > 0 ? score : nil
  }

  private static func editScore(_ a: [UInt8], _ b: [UInt8]) -> Double {
    let longest = max(a.count, b.count)
    let most = max(longest * 3 / 10, longest >= 3 ? 1 : 0)
    guard let distance = EditDistance.between(a, b, atMost: most) else { return 0 }
    return 1 - Double(distance) / Double(longest)
  }

  private static func partScore(_ word: Word, _ candidate: Word) -> Double {
    // What is matched is overwritten by a byte that no word has, so that it cannot match again.
    var free = word.letters
    var matched = 0
    for part in candidate.parts where part.count > 1 {
      guard let start = free.firstOffset(of: part) else { continue }
      for offset in start..<start + part.count { free[offset] = 0 }
      matched += part.count
    }
    guard matched * 2 >= word.letters.count else { return 0 }
    let (unexplained, missing) = (word.letters.count - matched, candidate.letters.count - matched)
    let score = Double(3 * matched) / Double(3 * matched + 2 * unexplained + missing)
    return score >= 0.6 ? score : 0
  }
}

/// A word as it is compared: without case; as it stands, without separators, and in parts.
private struct Word {
  let text: [UInt8]
  /// Without separators.
  let letters: [UInt8]
  /// What stands between the separators, the longest first.
  let parts: [[UInt8]]
  let digits: [UInt8]

  init(_ word: String) {
    text = word.utf8.count > NearMiss.longest ? [] : Array(word.lowercased().withPlainHyphens.utf8)
    let split = text.split { !$0.isWordByte }.map(Array.init)
    letters = split.flatMap { $0 }
    parts = split.sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
    digits = letters.filter { (0x30...0x39).contains($0) }
  }

  var isComparable: Bool { !letters.isEmpty }
}

extension String {
  /// Dashes of every kind as hyphens: what a word processor makes of them is no part of the word.
  fileprivate var withPlainHyphens: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var plain = ""
    for scalar in unicodeScalars {
      plain.unicodeScalars.append(scalar.properties.generalCategory == .dashPunctuation ? "-" : scalar)
    }
    return plain
  }
}

extension [UInt8] {
  /// Where a part first begins.
  fileprivate func firstOffset(of part: [UInt8]) -> Int? {
    guard let first = part.first, count >= part.count else { return nil }
    return (0...count - part.count).first { start in
      self[start] == first && part.indices.allSatisfy { self[start + $0] == part[$0] }
    }
  }
}

extension UInt8 {
  /// A letter (of lower case) or a digit of ASCII, or part of a code point beyond it.
  fileprivate var isWordByte: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) || self >= 0x80 }
}

extension NearMiss {
  /// The number of insertions, deletions, replacements and swaps of neighbours between two words, byte by byte; nil if it
  /// is greater than `limit`.
  package static func distance(_ a: String, _ b: String, atMost limit: Int) -> Int? {
    EditDistance.between(Array(a.utf8), Array(b.utf8), atMost: limit)
  }
}
