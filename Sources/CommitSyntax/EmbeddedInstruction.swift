/// A second instruction within a line.
enum EmbeddedInstruction {
  /// The piece that begins with the first filter head (`include keys:`, the colon included) or that is a switch as it is
  /// written, with a hyphen; to the end of the text.
  ///
  /// - Parameter filtersOnly: whether switches are passed over.
  static func first(in text: Substring, filtersOnly: Bool = false) -> Substring? {
    var rest = text
    while true {
      rest = rest.trimmedStart { $0.isItemSeparator }
      guard !rest.isEmpty else { return nil }
      let end = rest.unicodeScalars.firstIndex { $0.isItemSeparator } ?? rest.endIndex
      if FilterLine(rest) != nil { return rest }
      if !filtersOnly, InstructionLine.switch(rest[..<end]) != nil { return rest }
      rest = rest[end...]
    }
  }

  /// The lines that a text is to be cut into which begins with an instruction: each filter ends where the next
  /// instruction begins.
  static func parts(of text: Substring) -> [Substring] {
    var (rest, parts) = (text, [Substring]())
    while let filter = FilterLine(rest), let next = first(in: filter.values) {
      let part = rest[..<next.startIndex].trimmedEnd { $0.isItemSeparator }
      parts.append(part)
      rest = next
    }
    return parts + [rest]
  }
}
