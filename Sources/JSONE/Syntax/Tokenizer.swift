/// Splits the source of an expression into tokens, one at a time: what follows the `}` of an interpolation is never
/// looked at.
struct Tokenizer {
  let bytes: [UInt8]
  /// Where the expression begins; what is before it is the text around an interpolation.
  let start: Int
  private(set) var position: Int

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    self.start = start
    position = start
  }

  /// The next token; nil at the end.
  mutating func next() throws(JSONEError) -> Token? {
    skipSpace()
    guard position < bytes.count else { return nil }
    let begin = position
    guard let kind = scan() else {
      let rest = begin..<bytes.count
      throw JSONEError(
        .unexpectedInput(source: excerpt(start..<bytes.count), rest: excerpt(rest)), at: begin..<after(begin))
    }
    return Token(kind: kind, range: begin..<position)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: - One token

  private mutating func scan() -> Token.Kind? {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(quote: byte)
    case _ where Identifier.isStart(byte): return word()
    default: return sign(byte)
    }
  }

  /// `[0-9]+(\.[0-9]+)?`: no sign, no exponent.
  private mutating func number() -> Token.Kind {
    skip(while: Identifier.isDigit)
    if byte(at: 0) == UInt8(ascii: "."), let digit = byte(at: 1), Identifier.isDigit(digit) {
      position += 1
      skip(while: Identifier.isDigit)
    }
    return .number
  }

  /// All up to the same quote: nothing is escaped, and lines may end within. Without a second quote it is no token.
  private mutating func string(quote: UInt8) -> Token.Kind? {
    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
    position = end + 1
    return .string
  }

  private mutating func word() -> Token.Kind {
    let begin = position
    skip(while: Identifier.isPart)
    // The longest word with a meaning has five letters.
    return position - begin > 5 ? .identifier : Token.Kind(word: text(begin..<position))
  }

  private mutating func sign(_ byte: UInt8) -> Token.Kind? {
    let (kind, length): (Token.Kind, Int)
    switch (Unicode.Scalar(byte), self.byte(at: 1).map { Unicode.Scalar($0) }) {
    case ("|", "|"): (kind, length) = (.infix(.or), 2)
    case ("&", "&"): (kind, length) = (.infix(.and), 2)
    case ("=", "="): (kind, length) = (.infix(.equal), 2)
    case ("!", "="): (kind, length) = (.infix(.unequal), 2)
    case ("<", "="): (kind, length) = (.infix(.lessOrEqual), 2)
    case ("<", _): (kind, length) = (.infix(.less), 1)
    case (">", "="): (kind, length) = (.infix(.greaterOrEqual), 2)
    case (">", _): (kind, length) = (.infix(.greater), 1)
    case ("*", "*"): (kind, length) = (.infix(.power), 2)
    case ("*", _): (kind, length) = (.infix(.times), 1)
    case ("/", _): (kind, length) = (.infix(.divided), 1)
    case ("+", _): (kind, length) = (.infix(.plus), 1)
    case ("-", _): (kind, length) = (.infix(.minus), 1)
    case ("!", _), ("(", _), (")", _), ("[", _), ("]", _), ("{", _), ("}", _), (":", _), (",", _), (".", _):
      (kind, length) = (.sign(byte), 1)
    default: return nil
    }
    position += length
    return kind
  }

  // MARK: - Bytes

  private func byte(at offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func skip(while matches: (UInt8) -> Bool) {
    while position < bytes.count, matches(bytes[position]) { position += 1 }
  }

  private mutating func skipSpace() {
    while position < bytes.count, let length = WhiteSpace.length(in: bytes, at: position) { position += length }
  }

  /// The end of the character at an offset.
  private func after(_ offset: Int) -> Int {
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  /// A part of the source for a message: all of it, unless it is long.
  private func excerpt(_ range: Range<Int>) -> String {
    let longest = 200
    guard range.count > longest else { return text(range) }
    var end = range.lowerBound + longest
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return text(range.lowerBound..<end) + "…"
  }
}
