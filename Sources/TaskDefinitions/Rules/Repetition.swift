internal import Document

/// Finds the first value of a list that was there before, as JSON compares: by bytes.
enum Repetition {
  /// The places of the first pair of equal values.
  static func first(in values: [JSON]) -> (first: Int, second: Int)? {
    values.count <= few ? inPairs(values) : byHash(values)
  }

  /// Up to so many, comparing all pairs costs less than hashing.
  private static let few = 12

  private static func inPairs(_ values: [JSON]) -> (Int, Int)? {
    for second in values.indices {
      if let first = values[..<second].firstIndex(of: values[second]) { return (first, second) }
    }
    return nil
  }

  private static func byHash(_ values: [JSON]) -> (Int, Int)? {
    var seen: [Bytes: Int] = [:]
    var others: [(Int, JSON)] = []
    for (second, value) in values.enumerated() {
      if let text = value.string {
        if let first = seen.updateValue(second, forKey: Bytes(text: text)) { return (first, second) }
      } else {
        if let (first, _) = others.first(where: { $0.1 == value }) { return (first, second) }
        others.append((second, value))
      }
    }
    return nil
  }

  /// A text that equals only the same bytes; `String` also equals another spelling of the same characters.
  private struct Bytes: Hashable {
    let text: String

    static func == (a: Bytes, b: Bytes) -> Bool { a.text.hasSameBytes(as: b.text) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
