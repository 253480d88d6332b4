/// Names of context values, of `$let` and of loops: `[a-zA-Z_][a-zA-Z0-9_]*`.
enum Identifier {
  static let pattern = "/[a-zA-Z_][a-zA-Z0-9_]*/"

  static func isValid(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, isStart(first) else { return false }
    return text.utf8.allSatisfy(isPart)
  }

  static func isStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  static func isPart(_ byte: UInt8) -> Bool { isStart(byte) || isDigit(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
