/// The keys of an object that is being read, or the texts of a list, compared byte by byte. Mostly there is a handful,
/// for which looking through them is faster than hashing.
package struct KeySet {
  private var few: [String] = []
  private var many: Set<ByteKey> = []

  /// Up to so many are looked through.
  private static let limit = 12

  package init() {}

  /// False if the key was there.
  package mutating func insert(_ key: String) -> Bool {
    if few.count < Self.limit {
      if few.isEmpty { few.reserveCapacity(Self.limit) }
      for other in few where other.hasSameBytes(as: key) { return false }
      few.append(key)
      return true
    }
    if many.isEmpty { many = Set(few.map(ByteKey.init)) }
    return many.insert(ByteKey(key: key)).inserted
  }

  /// The first member whose key stands before it already.
  static func firstRepeated(_ members: [Node.Member]) -> Node.Member? {
    var keys = KeySet()
    for member in members where !keys.insert(member.key) { return member }
    return nil
  }
}

/// Text that is hashed and compared by its bytes.
private struct ByteKey: Hashable {
  let key: String

  static func == (a: ByteKey, b: ByteKey) -> Bool { a.key.hasSameBytes(as: b.key) }

  func hash(into hasher: inout Hasher) {
    let hashed: Void? = key.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if hashed == nil { for byte in key.utf8 { hasher.combine(byte) } }
  }
}
