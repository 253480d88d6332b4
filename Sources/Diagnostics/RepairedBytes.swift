/// Bytes that are not UTF-8, and how the offsets of the text that was made of them lead back to them.
struct RepairedBytes: Sendable, Hashable {
  let bytes: [UInt8]
  /// The bytes as text, with U+FFFD for what is none.
  let text: String
  /// Where each replacement ends, in the text and in the bytes.
  private let ends: [End]

  private struct End: Sendable, Hashable {
    let text: Int
    let bytes: Int
  }

  init(_ bytes: [UInt8]) {
    let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    var (text, ends, offset): ([UInt8], [End], Int) = ([], [], 0)
    text.reserveCapacity(bytes.count)
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    parsing: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar):
        text += scalar
        offset += scalar.count
      case .error(let length):
        text += replacement
        offset += length
        ends.append(End(text: text.count, bytes: offset))
      case .emptyInput: break parsing
      }
    }
    self.bytes = bytes
    self.text = String(decoding: text, as: UTF8.self)
    self.ends = ends
  }

  /// Where an offset of the text stands in the bytes.
  func offset(of offset: Int) -> Int {
    // The number of replacements that end at the offset or before it.
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle].text <= offset { low = middle + 1 } else { high = middle }
    }
    let end = low > 0 ? ends[low - 1] : End(text: 0, bytes: 0)
    return end.bytes + offset - end.text
  }
}
