import Document

/// An object of many members, written on all cores: pieces which, one after the other, are the document. A piece is gone
/// once it is taken, so that a large document never stands in memory as a whole.
struct LargeObject<Item: Sendable>: Sendable {
  /// In the order of their keys.
  let items: [Item]
  /// Writes one member, its key first.
  let member: @Sendable (inout JSONWriter, Item) -> Void

  init(_ items: [Item], member: @escaping @Sendable (inout JSONWriter, Item) -> Void) {
    self.items = items
    self.member = member
  }

  /// Hands over the document, laid out for people and for `diff`, with a line feed at its end.
  func write(to take: (ArraySlice<UInt8>) throws -> Void) rethrows {
    guard !items.isEmpty else { return try take(Array("{}\n".utf8)[...]) }
    for start in stride(from: 0, to: items.count, by: Self.wave) {
      let end = min(start + Self.wave, items.count)
      let chunks = stride(from: start, to: end, by: Self.chunk).map { $0..<min($0 + Self.chunk, end) }
      for (range, bytes) in zip(chunks, Parallel.map(chunks, chunk: 1, object)) {
        // Each chunk is an object by itself: between two of them a comma stands in the place of `\n}` and `{`.
        let isFirst = range.lowerBound == 0
        let isLast = range.upperBound == items.count
        try take(bytes.dropFirst(isFirst ? 0 : 1).dropLast(isLast ? 0 : 2))
        try take((isLast ? [UInt8(ascii: "\n")] : [UInt8(ascii: ",")])[...])
      }
    }
  }

  /// The document in one piece.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    // A buffer that grows has two copies of itself for a moment: in a large graph that is what takes the memory.
    bytes.reserveCapacity(items.count * Self.roughSize + 16)
    write { bytes += $0 }
    return bytes
  }

  private func object(_ range: Range<Int>) -> [UInt8] {
    var writer = JSONWriter(.pretty, reserving: range.count * Self.roughSize)
    writer.openObject()
    for item in items[range] { member(&writer, item) }
    writer.closeObject()
    return writer.bytes
  }

  /// So many members are written by one core at a time, and so many before they are taken.
  private static var chunk: Int { 64 }
  private static var wave: Int { 1024 }
  /// Of a member, in bytes.
  private static var roughSize: Int { 2_560 }
}
