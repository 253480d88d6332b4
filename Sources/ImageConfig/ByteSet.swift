/// A set of ASCII characters, as bytes.
struct ByteSet: Sendable {
  private let low: UInt64
  private let high: UInt64

  private init(_ ranges: ClosedRange<UInt8>..., and others: StaticString = "") {
    var (low, high): (UInt64, UInt64) = (0, 0)
    func insert(_ byte: UInt8) {
      if byte < 64 { low |= 1 << byte } else { high |= 1 << (byte - 64) }
    }
    for range in ranges { for byte in range { insert(byte) } }
    for index in 0..<others.utf8CodeUnitCount { insert(others.utf8Start[index]) }
    (self.low, self.high) = (low, high)
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low & 1 << byte != 0 : byte < 128 && high & 1 << (byte - 64) != 0
  }

  static let lowerCase = ByteSet(0x30...0x39, 0x61...0x7A)
  static let alphanumeric = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A)
  static let key = ByteSet(0x30...0x39, 0x61...0x7A, and: ".-")
  static let pool = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A, and: "-_")
  static let name = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A, and: ".-_")
  static let source = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A, and: ".-_/")
  static let word = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A, and: "._-/:@+=,*")
  static let resourceGroup = ByteSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A, and: ".-_()")
}
