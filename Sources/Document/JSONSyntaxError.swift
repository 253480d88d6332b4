/// Why a text is not JSON, and the offset of the first byte that shows it.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    case end
    case unexpected
    case afterValue
    case comma
    case colon
    case key
    case trailingComma
    case number
    case numberTooLarge
    case literal
    case controlCharacter
    case escape
    case loneSurrogate
    case unterminatedString
    case notUTF8
    case duplicateKey(String)
    case depth(limit: Int)
  }

  /// UTF-8 offset.
  public let offset: Int
  public let reason: Reason

  public init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  public var description: String { "\(message), at byte \(offset)" }

  /// The rule that is broken.
  public var message: String {
    switch reason {
    case .end: "JSON must not end inside a value"
    case .unexpected: "a JSON value is expected here"
    case .afterValue: "nothing may follow the one value of a JSON text"
    case .comma: "a comma or the closing bracket is expected here"
    case .colon: "a colon is expected after a key"
    case .key: "a key in double quotes is expected here"
    case .trailingComma: "JSON has no comma after the last element"
    case .number: "a JSON number is written like -12.5e3"
    case .numberTooLarge: "a number must fit into a double"
    case .literal: "the only words of JSON are true, false and null"
    case .controlCharacter: "control characters in a string are written as \\u escapes"
    case .escape: "a backslash is followed by one of \" \\ / b f n r t, or by u and four hexadecimal digits"
    case .loneSurrogate: "a \\u escape of half a surrogate pair must be followed by the other half"
    case .unterminatedString: "a string must end with a double quote"
    case .notUTF8: "JSON is UTF-8"
    case .duplicateKey(let key): "the key '\(key)' stands in this object already"
    case .depth(let limit): "values are nested \(limit) deep at most"
    }
  }
}
