extension SourceFile {
  /// The text with the corrections of those diagnostics that have some. Those of one diagnostic are applied together or
  /// not at all: where two diagnostics would change the same text, the first one does.
  public func correcting(_ diagnostics: [Diagnostic]) -> String {
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
    let bytes = Array(text.utf8)
    var (result, end) = ([UInt8](), 0)
    for fixIt in accepted where fixIt.place.range.lowerBound >= end {
      result += bytes[end..<fixIt.place.range.lowerBound]
      result += fixIt.replacement.utf8
      end = fixIt.place.range.upperBound
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }
}

extension Diagnostic.FixIt {
  /// Whether both change the same text, or insert at the same point, so that their order would matter.
  func overlaps(_ other: Diagnostic.FixIt) -> Bool {
    let (a, b) = (place.range, other.place.range)
    return a.lowerBound == b.lowerBound || (a.lowerBound < b.upperBound && b.lowerBound < a.upperBound)
  }
}
