internal import TaskDefinitions

/// A text as a search for secrets reads it: without case, without what can be put between two characters, and with the
/// escapes of URLs, JSON and HTML worked out. What was found is told by where it stands in the text itself.
struct BareText {
  /// What counts of the text, without white space.
  let bytes: [UInt8]
  private let places: [Range<Int>]
  /// The same with white space, for what it separates.
  private let units: [Unit]

  /// A byte of the meaning, and where in the text it is written.
  private struct Unit {
    var byte: UInt8
    var place: Range<Int>
  }

  init(_ text: some StringProtocol) {
    var units: [Unit] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      let place = offset..<(offset + UTF8.width(scalar))
      offset = place.upperBound
      if Self.isSeen(scalar) { units += UTF8.encode(scalar)!.map { Unit(byte: $0, place: place) } }
    }
    // Encoded twice: a URL in JSON, JSON in JSON.
    for _ in 0..<4 {
      guard let decoded = Self.decoded(units) else { break }
      units = decoded
    }
    for index in units.indices { units[index].byte = Self.plain(units[index].byte) }
    self.units = units
    let black = units.filter { !Self.isBlank($0.byte) }
    bytes = black.map(\.byte)
    places = black.map(\.place)
  }

  /// What `secret` is within base 64, wherever in it it stands: what its neighbours have a part in is left out.
  static func inBase64(_ secret: String) -> [[UInt8]] {
    (0..<3).map { shift in
      let text = Base64.encoded([UInt8](repeating: 0, count: shift) + secret.utf8).prefix { $0 != "=" }
      return BareText(text.dropFirst(shift == 0 ? 0 : shift + 1).dropLast()).bytes
    }
  }

  // MARK: - What is found

  /// Where the bytes from one place to another stand in the text.
  func range(_ range: Range<Int>) -> Range<Int> {
    places[range.lowerBound].lowerBound..<places[range.upperBound - 1].upperBound
  }

  func ranges(of secret: [UInt8]) -> [Range<Int>] {
    guard let first = secret.first else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index + secret.count <= bytes.count {
      if bytes[index] == first, bytes[index..<(index + secret.count)].elementsEqual(secret) {
        ranges.append(range(index..<(index + secret.count)))
        index += secret.count
      } else {
        index += 1
      }
    }
    return ranges
  }

  /// The values of `mac`, `hash` and `ext` of an Authorization header, and what stands before the `@` of a URL. These
  /// have a form by which they are known; what they are is new in each request.
  var signatures: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in units.indices {
      if units[index].byte == UInt8(ascii: ":"), let range = user(after: index) { ranges.append(range) }
      for name in ["mac", "hash", "ext"] where word(name, at: index) {
        if let range = value(after: index + name.utf8.count) { ranges.append(range) }
      }
    }
    return ranges
  }

  private func word(_ name: String, at index: Int) -> Bool {
    guard index + name.utf8.count < units.count, index == 0 || !Self.isLetter(units[index - 1].byte) else {
      return false
    }
    return zip(units[index...], name.utf8).allSatisfy { $0.byte == $1 }
  }

  /// `="…"`, `=…`, `": "…"`: as much base 64 as is no word.
  private func value(after name: Int) -> Range<Int>? {
    let quotes = "\"' ".utf8
    var start = name
    while start < units.count, quotes.contains(units[start].byte) { start += 1 }
    guard start < units.count, units[start].byte == UInt8(ascii: "=") || units[start].byte == UInt8(ascii: ":") else {
      return nil
    }
    start += 1
    while start < units.count, quotes.contains(units[start].byte) { start += 1 }
    // A value that a line break cuts goes on in the next line.
    let end = units[start...].firstIndex { !Self.isBase64($0.byte) } ?? units.count
    let count = units[start..<end].count { !Self.isBlank($0.byte) }
    return count >= 12 ? units[start].place.lowerBound..<units[end - 1].place.upperBound : nil
  }

  private func user(after colon: Int) -> Range<Int>? {
    let start = colon + 3
    guard start < units.count, units[(colon + 1)..<start].allSatisfy({ $0.byte == UInt8(ascii: "/") }) else {
      return nil
    }
    let end = units[start...].firstIndex { "/\"'<>".utf8.contains($0.byte) || Self.isBlank($0.byte) } ?? units.count
    guard let at = units[start..<end].lastIndex(where: { $0.byte == UInt8(ascii: "@") }), at > start else { return nil }
    return units[start].place.lowerBound..<units[at - 1].place.upperBound
  }

  // MARK: - One byte

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n" || scalar == "\t" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
    default: return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// In lower case, and of base 64's two alphabets the older one.
  private static func plain(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private static func isBase64(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+/=\n\t".utf8.contains(byte)
  }

  // MARK: - Escapes

  /// With the escapes worked out once; nil if there is none.
  private static func decoded(_ units: [Unit]) -> [Unit]? {
    var result: [Unit] = []
    result.reserveCapacity(units.count)
    var index = 0
    var found = false
    while index < units.count {
      if let (bytes, count) = escape(units[index...]) {
        found = true
        let place = units[index].place.lowerBound..<units[index + count - 1].place.upperBound
        result += bytes.map { Unit(byte: $0, place: place) }
        index += count
      } else {
        result.append(units[index])
        index += 1
      }
    }
    return found ? result : nil
  }

  /// What an escape at the beginning means, and how many bytes it has.
  private static func escape(_ units: ArraySlice<Unit>) -> ([UInt8], Int)? {
    func text(_ range: Range<Int>) -> String {
      String(decoding: units.dropFirst(range.lowerBound).prefix(range.count).map(\.byte), as: UTF8.self)
    }
    func number(_ range: Range<Int>, radix: Int) -> UInt32? {
      let digits = text(range)
      return digits.utf8.count == range.count && digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: radix) : nil
    }
    func seen(_ value: UInt32) -> [UInt8]? {
      Unicode.Scalar(value).map { isSeen($0) ? Array(UTF8.encode($0)!) : [] }
    }
    switch units.first?.byte {
    case UInt8(ascii: "%"): return number(1..<3, radix: 16).map { ([UInt8($0)], 3) }
    case UInt8(ascii: "\\"):
      switch text(1..<2) {
      case "u": return number(2..<6, radix: 16).flatMap(seen).map { ($0, 6) }
      case "x": return number(2..<4, radix: 16).map { ([UInt8($0)], 4) }
      case "n", "r", "t": return ([UInt8(ascii: "\n")], 2)
      case "\"", "\\", "/", "'": return (Array(text(1..<2).utf8), 2)
      default: return nil
      }
    case UInt8(ascii: "&"):
      guard let end = units.prefix(10).firstIndex(where: { $0.byte == UInt8(ascii: ";") }) else { return nil }
      let count = end - units.startIndex + 1
      let name = text(1..<(count - 1))
      if let byte = entities[name] { return ([byte], count) }
      guard name.hasPrefix("#") else { return nil }
      let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
      let value = number((isHexadecimal ? 3 : 2)..<(count - 1), radix: isHexadecimal ? 16 : 10)
      return value.flatMap(seen).map { ($0, count) }
    default: return nil
    }
  }

  private static let entities: [String: UInt8] = [
    "quot": UInt8(ascii: "\""), "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"),
    "apos": UInt8(ascii: "'"), "equals": UInt8(ascii: "="), "plus": UInt8(ascii: "+"), "sol": UInt8(ascii: "/"),
  ]
}
