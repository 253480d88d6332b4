import Diagnostics

/// Text in which `⟦` and `⟧` enclose what a test speaks of.
struct Marked {
  let file: SourceFile
  /// UTF-8 offsets without the markers.
  let range: Range<Int>

  init(_ text: String, name: String = "kind.yml") {
    let parts = text.split(separator: #/[⟦⟧]/#, omittingEmptySubsequences: false).map(String.init)
    precondition(parts.count == 3, "one pair of markers")
    file = SourceFile(name: name, text: parts.joined())
    range = parts[0].utf8.count..<parts[0].utf8.count + parts[1].utf8.count
  }

  var place: Place { file.place(range) }
}
