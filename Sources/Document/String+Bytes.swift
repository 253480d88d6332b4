// Swift compares text by canonical equivalence: "é" of one scalar equals "é" of two. JSON does not, and an object may
// hold both as keys.
extension String {
  /// Whether both are the same sequence of bytes.
  @inlinable
  public func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && withBytes(of: other) { a, b in
        // Eight bytes at a time.
        let (x, y) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        var offset = 0
        while offset + 8 <= x.count {
          let (left, right) = (
            x.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
            y.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          )
          if left != right { return false }
          offset += 8
        }
        while offset < x.count {
          if x[offset] != y[offset] { return false }
          offset += 1
        }
        return true
      }
  }

  /// Order of the UTF-8 bytes, which is that of the code points.
  @inlinable
  public func precedesInBytes(_ other: String) -> Bool {
    withBytes(of: other) { a, b in
      for index in 0..<Swift.min(a.count, b.count) where a[index] != b[index] { return a[index] < b[index] }
      return a.count < b.count
    }
  }

  /// The bytes of both in one piece each, which all text here has: walking over `utf8` is ten times slower.
  @inlinable
  func withBytes(
    of other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    let result = utf8.withContiguousStorageIfAvailable { a in
      other.utf8.withContiguousStorageIfAvailable { b in body(a, b) }
    }
    if let result = result ?? nil { return result }
    var (a, b) = (self, other)
    return a.withUTF8 { a in b.withUTF8 { b in body(a, b) } }
  }
}
