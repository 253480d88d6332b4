/// From code points, in which libyaml counts, to UTF-8 offsets.
struct CodePointOffsets {
  private let text: UnsafeBufferPointer<UInt8>
  private let first: Int
  /// The offset of every 64th code point; empty where all is ASCII and both counts are the same.
  private var checkpoints: [Int] = []
  private static let stride = 64

  /// - Parameter first: the offset of the first code point that is counted.
  init(_ text: UnsafeBufferPointer<UInt8>, from first: Int) {
    self.text = text
    self.first = first
    guard text[first...].contains(where: { $0 >= 0x80 }) else { return }
    var count = 0
    for offset in first..<text.count where !Self.isContinuation(text[offset]) {
      if count % Self.stride == 0 { checkpoints.append(offset) }
      count += 1
    }
  }

  /// The offset of a code point; the end of the text for those beyond it.
  subscript(codePoint: Int) -> Int {
    guard !checkpoints.isEmpty else { return Swift.min(first + codePoint, text.count) }
    let checkpoint = codePoint / Self.stride
    guard checkpoint < checkpoints.count else { return text.count }
    var offset = checkpoints[checkpoint]
    for _ in 0..<codePoint % Self.stride {
      offset += 1
      while offset < text.count, Self.isContinuation(text[offset]) { offset += 1 }
    }
    return Swift.min(offset, text.count)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
