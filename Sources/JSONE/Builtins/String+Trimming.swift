extension String {
  enum TrimmedEnds { case start, end, both }

  /// Without the white space at its ends.
  func trimmed(_ ends: TrimmedEnds) -> String {
    var scalars = unicodeScalars[...]
    if ends != .end { scalars = scalars.drop(while: WhiteSpace.contains) }
    if ends != .start {
      while let last = scalars.last, WhiteSpace.contains(last) { scalars.removeLast() }
    }
    return String(scalars)
  }
}
