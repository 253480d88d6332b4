extension SourceFile {
  /// The text with the corrections of those diagnostics that have some. Those of one diagnostic are applied together or
  /// not at all: where two diagnostics would change the same text, the first one does.
  public func correcting(_ diagnostics: [Diagnostic]) -> String { corrected(by: diagnostics).text }

  /// The file with those corrections, and all its other bytes as they are.
  public func corrected(by diagnostics: [Diagnostic]) -> SourceFile {
    let count = text.utf8.count
    var accepted: [Diagnostic.FixIt] = []
    for diagnostic in diagnostics {
      let new = diagnostic.fixIts.filter { !accepted.contains($0) }
      let fits = new.allSatisfy { fixIt in
        fixIt.place.file == self && fixIt.place.range.upperBound <= count
          && !accepted.contains { $0.overlaps(fixIt) }
      }
      if fits { accepted += new }
    }
    accepted.sort {
      ($0.place.range.lowerBound, $0.place.range.upperBound) < ($1.place.range.lowerBound, $1.place.range.upperBound)
    }
    guard !accepted.isEmpty else { return self }
    let bytes = bytes
    var (result, end) = ([UInt8](), 0)
    for fixIt in accepted where fixIt.place.range.lowerBound >= end {
      result += bytes[byteOffset(of: end)..<byteOffset(of: fixIt.place.range.lowerBound)]
      result += fixIt.replacement.utf8
      end = fixIt.place.range.upperBound
    }
    result += bytes[byteOffset(of: end)...]
    return SourceFile(name: name, bytes: result)
  }
}

extension Diagnostic.FixIt {
  /// Whether both change the same text, or insert at the same point, so that their order would matter.
  func overlaps(_ other: Diagnostic.FixIt) -> Bool {
    let (a, b) = (place.range, other.place.range)
    return a.lowerBound == b.lowerBound || (a.lowerBound < b.upperBound && b.lowerBound < a.upperBound)
  }
}
