/// A look at the letters of a line: most lines of most messages have not those that an instruction would take, however
/// it is misspelled, and need no other look.
///
/// A slip takes away no more than one letter of a word. So a line in which more letters of every word of the grammar are
/// missing than that word may have slips, holds none of them.
struct LineLetters {
  /// A bit for each letter of the alphabet that occurs, in either case.
  private let letters: UInt32
  private let isASCII: Bool

  /// What stands behind this in a line is not looked at, neither here nor later.
  private static let longest = 16_384

  init(_ line: Substring) {
    var (letters, isASCII): (UInt32, Bool) = (0, true)
    for byte in line.utf8.prefix(Self.longest) {
      letters |= Self.bit(byte)
      isASCII = isASCII && byte < 0x80
    }
    (self.letters, self.isASCII) = (letters, isASCII)
  }

  /// False if the line is neither an instruction nor a mistake. Letters of other scripts may stand for any.
  var mayInstruct: Bool { !isASCII || Self.words.contains { ($0.letters & ~letters).nonzeroBitCount <= $0.slips } }

  private struct Word {
    let letters: UInt32
    /// How many of them may be missing.
    let slips: Int

    init(_ word: String, slips: Int) {
      letters = word.utf8.reduce(0) { $0 | LineLetters.bit($1) }
      self.slips = slips
    }
  }

  /// All words without which there is nothing, with as many slips as are ever forgiven.
  private static let words =
    Filter.Mode.allCases.flatMap { [Word($0.rawValue, slips: 2), Word(String($0.rawValue.prefix(3)), slips: 0)] }
    + FilterType.allCases.map { Word($0.rawValue, slips: $0 == .environments ? 3 : 1) }
    + NearWords.otherTypes.keys.map { Word($0, slips: 0) }
    + Switch.allCases.map { Word($0.rawValue, slips: $0 == .noCI ? 1 : 2) }
    + NearSwitch.otherNames.keys.map { Word($0, slips: 0) }

  private static func bit(_ byte: UInt8) -> UInt32 {
    let index = (byte | 0x20) &- 0x61
    return index < 26 ? 1 << UInt32(index) : 0
  }
}
