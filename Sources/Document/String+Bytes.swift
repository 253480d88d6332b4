// Swift compares text by canonical equivalence: "é" of one scalar equals "é" of two. JSON does not, and an object may
// hold both as keys.
extension String {
  /// Whether both are the same sequence of bytes.
  @inlinable
  public func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }

  /// Order of the UTF-8 bytes, which is that of the code points.
  @inlinable
  public func precedesInBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
