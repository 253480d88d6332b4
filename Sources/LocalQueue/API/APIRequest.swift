/// A request as it came over the wire, whatever carried it.
package struct APIRequest: Sendable {
  package var method: String
  /// The path with its query, as the client wrote it.
  package var target: String
  /// Names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]
  /// The body was longer than what is accepted, and is not here.
  package var isTooLarge = false

  package init(
    method: String, target: String, headers: [String: String] = [:], body: [UInt8] = [], isTooLarge: Bool = false
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.isTooLarge = isTooLarge
  }

  /// The path, without the query.
  var path: Substring { target.prefix { $0 != "?" } }

  /// The query's fields, decoded; of two with one name the later holds.
  var query: [String: String] {
    var fields: [String: String] = [:]
    for field in target.dropFirst(path.count + 1).split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decoded(parts[0], plusIsSpace: true) else { continue }
      fields[name] = parts.count > 1 ? PercentEncoding.decoded(parts[1], plusIsSpace: true) ?? "" : ""
    }
    return fields
  }
}

/// `%2F` for `/`.
enum PercentEncoding {
  /// Nil if an escape is broken or the bytes are not UTF-8.
  static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
          return nil
        }
        rest = rest.dropFirst(2)
        bytes.append(value)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Everything escaped but letters, digits and `-._~`.
  static func encoded(_ text: String) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
