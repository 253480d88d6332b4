import Document

/// An object of many members, written on all cores: pieces which, one after the other, are the document. A piece is taken
/// while the next ones are made, and is gone then, so that a large document never stands in memory as a whole.
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
    try Parallel.stream((items.count + Self.chunk - 1) / Self.chunk, piece, to: take)
  }

  /// The document in one piece.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    // A buffer that grows has two copies of itself for a moment: in a large graph that is what takes the memory.
    bytes.reserveCapacity(items.count * Self.roughSize + 16)
    write { bytes += $0 }
    return bytes
  }

  /// Each piece is an object by itself: between two of them a comma stands in the place of `\n}` and `{`.
  private func piece(_ index: Int) -> ArraySlice<UInt8> {
    let range = index * Self.chunk..<min((index + 1) * Self.chunk, items.count)
    var writer = JSONWriter(.pretty, reserving: range.count * Self.roughSize)
    writer.openObject()
    for item in items[range] { member(&writer, item) }
    if range.upperBound == items.count { writer.closeObject() }
    var bytes = writer.finish()
    bytes.append(UInt8(ascii: range.upperBound == items.count ? "\n" : ","))
    return bytes.dropFirst(index == 0 ? 0 : 1)
  }

  /// So many members are written by one core at a time.
  private static var chunk: Int { 64 }
  /// Of a member, in bytes.
  private static var roughSize: Int { 2_560 }
}
