/// What stands before and behind the colon of a line, or what was written for one.
struct ColonLine {
  let head: Substring
  /// Those of the head, in lower case.
  let words: [String]
  let isColon: Bool
  let values: Substring
  let verb: NearWords.Verb?
  let types: [FilterType]
  /// Whether nothing stands in the head but words and what joins them.
  private let isPlain: Bool

  /// Nil if there is no colon or equals sign, or if what stands before it is a sentence.
  init?(_ line: Substring) {
    guard let (before, mark, after) = line.cut({ ":：﹕=".unicodeScalars.contains($0) }), before.utf8.count <= 80 else {
      return nil
    }
    words = before.words(limit: 8)
    guard let first = words.first, words.count < 8 else { return nil }
    head = before.trimmed
    isColon = mark != "="
    values = after.trimmedStart { $0.isBlank || $0 == ">" || $0 == "=" }
    verb = NearWords.verb(first)
    types = words.compactMap(NearWords.type)
    // `keys != x`, `keys -= x`, `keys >= x`
    let isOperator = !isColon && !(before.unicodeScalars.last.map { $0.isWord || $0.isBlank } ?? false)
    isPlain =
      !isOperator
      && before.unicodeScalars.allSatisfy {
        $0.isWord || $0.isBlank || $0.isQuote || "-_./*()[]".unicodeScalars.contains($0)
      }
  }

  /// `region = "eastus"`, in one word: what programs are full of.
  var isAssignment: Bool { !isColon && !head.unicodeScalars.contains(where: \.isBlank) && !values.looksLikeValue }
  /// What is quoted is spoken of, not said.
  var isQuoted: Bool { head.unicodeScalars.contains(where: \.isQuote) }

  /// Whether the head says no more than a mode and a type do: beside one verb and one type it has only words that change
  /// nothing. `include all keys except:` does say more.
  var isFaithful: Bool {
    let verbs = words.filter { NearWords.verb($0) != nil }
    let others = words.filter { NearWords.verb($0) == nil && NearWords.type($0) == nil }
    let isJoined = words.count == 1 || NearWords.joinedHead(words) != nil
    return isPlain && (isJoined || verbs.count == 1 && types.count <= 1 && others.allSatisfy(NearWords.isIdle))
  }
}
