/// What separates tokens, stands in times, and is stripped by `strip`: Unicode's white space and the four separators
/// U+001C…U+001F, as in JSON-e's reference implementation.
enum WhiteSpace {
  /// How many bytes of white space stand at an offset of UTF-8 text; nil if none.
  static func length(in bytes: some RandomAccessCollection<UInt8>, at offset: Int) -> Int? {
    let bytes = bytes.dropFirst(offset)
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x09...0x0D, 0x1C...0x20: return 1
    case 0xC2:  // U+0085, U+00A0
      return second(bytes) == 0x85 || second(bytes) == 0xA0 ? 2 : nil
    case 0xE1:  // U+1680
      return pair(bytes) == (0x9A, 0x80) ? 3 : nil
    case 0xE2:
      switch pair(bytes) {
      case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): return 3
      default: return nil
      }
    case 0xE3:  // U+3000
      return pair(bytes) == (0x80, 0x80) ? 3 : nil
    default: return nil
    }
  }

  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20: true
    case ..<0x80: false
    default: scalar.properties.isWhitespace
    }
  }

  private static func second(_ bytes: some Collection<UInt8>) -> UInt8? { bytes.dropFirst().first }

  private static func pair(_ bytes: some Collection<UInt8>) -> (UInt8, UInt8) {
    (second(bytes) ?? 0, bytes.dropFirst(2).first ?? 0)
  }
}
