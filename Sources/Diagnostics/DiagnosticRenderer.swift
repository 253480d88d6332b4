/// Diagnostics as a person reads them:
///
///     error[unknown-key]: 'win10-64-2004-gqu' is not a key
///      --> commit message:3:15
///       |
///     3 | include keys: win10-64-2004-gqu
///       |               ^^^^^^^^^^^^^^^^^
///     3 + include keys: win10-64-2004-gpu
///
/// Errors come first, then warnings, then notes; each in the order of files and places. No more than `limit` are shown,
/// then how many more there are: errors never cost more than one screen.
public struct DiagnosticRenderer: Sendable {
  public let color: Bool
  public let limit: Int

  public init(color: Bool = false, limit: Int = 10) {
    self.color = color
    self.limit = limit
  }

  /// The text, which ends with a line feed; empty if there is nothing to say. Equal diagnostics are shown once.
  public func text(of diagnostics: [Diagnostic]) -> String {
    let ordered = diagnostics.inReadingOrder()
    let shown = ordered.prefix(limit)
    let width = gutter(of: shown)
    var page = DiagnosticPage(style: Style(isColored: color), gutter: width)
    for diagnostic in shown { page.add(diagnostic) }
    page.add(omitted: ordered.dropFirst(limit))
    return page.text
  }

  /// The width of the greatest line number that is shown, so that all gutters of a page stand in one line.
  private func gutter(of diagnostics: ArraySlice<Diagnostic>) -> Int {
    var cache = LineIndexCache()
    let places = diagnostics.flatMap { [$0.place] + $0.notes.map(\.place) }.compactMap { $0 }
    let lines = places.map { cache[$0.file].line(at: $0.range.lowerBound) }
    return String(lines.max() ?? 1).utf8.count
  }
}

extension Sequence where Element == Diagnostic {
  /// Errors before warnings before notes, then by file (in the order in which files first occur) and place; what has no
  /// place comes first. Equal ones once.
  public func inReadingOrder() -> [Diagnostic] {
    var files: [String: Int] = [:]
    var seen: Set<Identity> = []
    var unique: [(diagnostic: Diagnostic, file: Int, offset: Int)] = []
    for diagnostic in self where seen.insert(Identity(diagnostic)).inserted {
      guard let place = diagnostic.place else {
        unique.append((diagnostic, -1, 0))
        continue
      }
      let file = files[place.file.name] ?? files.count
      files[place.file.name] = file
      unique.append((diagnostic, file, place.range.lowerBound))
    }
    return unique.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.diagnostic.severity != y.diagnostic.severity { return x.diagnostic.severity > y.diagnostic.severity }
      return (x.file, x.offset, a.offset) < (y.file, y.offset, b.offset)
    }.map(\.element.diagnostic)
  }
}

/// What makes two diagnostics the same for a reader. Of the file only the name, which is cheap to hash.
private struct Identity: Hashable {
  let severity: Diagnostic.Severity
  let id: String
  let message: String
  let context: [String]
  let file: String?
  let range: Range<Int>?

  init(_ diagnostic: Diagnostic) {
    severity = diagnostic.severity
    id = diagnostic.id
    message = diagnostic.message
    context = diagnostic.context
    file = diagnostic.place?.file.name
    range = diagnostic.place?.range
  }
}

/// The line indexes of the files that a page shows, each made once.
struct LineIndexCache {
  private var entries: [(file: SourceFile, index: LineIndex)] = []

  subscript(file: SourceFile) -> LineIndex {
    mutating get {
      if let entry = entries.first(where: { $0.file == file }) { return entry.index }
      let index = LineIndex(file)
      entries.append((file, index))
      return index
    }
  }
}
