internal import Diagnostics

/// Where a scalar or a key stands in a file, and its text there once it is read.
struct Origin: Sendable {
  init(_ file: SourceFile, _ range: Range<Int>, _ text: String) {
    (self.file, self.range, self.text) = (file, range, text)
  }

  let file: SourceFile
  /// UTF-8 offsets in the file, quotes included.
  let range: Range<Int>
  /// What the scalar says: the source of expressions.
  let text: String

  /// The place of a part of the text; of the whole if nil.
  func place(_ part: Range<Int>?) -> Place {
    guard let part else { return file.place(range) }
    return file.place(ScalarAlignment(file[range], text).source(of: part, from: range.lowerBound) ?? range)
  }
}
