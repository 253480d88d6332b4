extension String {
  /// Where a text stands in this one first, as UTF-8 offsets, by bytes. The empty text stands at the start.
  func firstByteRange(of part: String) -> Range<Int>? {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in ByteSearch(part).first(in: text, from: 0) }
    }
  }

  /// The parts between the places where a text stands; that is not empty.
  func split(byBytes separator: String) -> [String] {
    var (text, separator) = (self, separator)
    return text.withUTF8 { text in
      separator.withUTF8 { separator in
        let search = ByteSearch(separator)
        var parts: [String] = []
        var position = 0
        while let found = search.first(in: text, from: position) {
          parts.append(
            String(decoding: UnsafeBufferPointer(rebasing: text[position..<found.lowerBound]), as: UTF8.self))
          position = found.upperBound
        }
        parts.append(String(decoding: UnsafeBufferPointer(rebasing: text[position...]), as: UTF8.self))
        return parts
      }
    }
  }
}

/// Knuth, Morris and Pratt: linear whatever the texts are.
private struct ByteSearch {
  private let part: UnsafeBufferPointer<UInt8>
  /// Of each prefix, how long its longest border is.
  private let borders: [Int]

  init(_ part: UnsafeBufferPointer<UInt8>) {
    self.part = part
    var borders = [Int](repeating: 0, count: part.count)
    var border = 0
    for index in part.indices.dropFirst() {
      while border > 0, part[index] != part[border] { border = borders[border - 1] }
      if part[index] == part[border] { border += 1 }
      borders[index] = border
    }
    self.borders = borders
  }

  func first(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    guard !part.isEmpty else { return start..<start }
    guard text.count - start >= part.count else { return nil }
    var matched = 0
    for index in start..<text.count {
      while matched > 0, text[index] != part[matched] { matched = borders[matched - 1] }
      if text[index] == part[matched] { matched += 1 }
      if matched == part.count { return index + 1 - matched..<index + 1 }
    }
    return nil
  }
}
