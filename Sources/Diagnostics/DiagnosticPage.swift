/// The page that a renderer writes: knows the width of the gutter and the lines of the files, and nothing of order.
struct DiagnosticPage {
  private(set) var text = ""
  private let style: Style
  private let gutter: Int
  private var indexes = LineIndexCache()

  init(style: Style, gutter: Int) {
    self.style = style
    self.gutter = gutter
  }

  /// Notes of one diagnostic that are shown; the rest is counted.
  private static let noteLimit = 5
  /// Lines of a correction that are shown; the rest is counted.
  private static let correctionLimit = 5

  mutating func add(_ diagnostic: Diagnostic) {
    if !text.isEmpty { text += "\n" }
    head(diagnostic.severity, id: diagnostic.id, diagnostic.message)
    if let place = diagnostic.place {
      excerpt(place, severity: diagnostic.severity)
      corrections(diagnostic.fixIts, at: place)
    }
    if !diagnostic.context.isEmpty { remark("in", diagnostic.context.joined(separator: ", ")) }
    if let help = diagnostic.help { remark("help", help) }
    for note in diagnostic.notes.prefix(Self.noteLimit) {
      guard let place = note.place else {
        remark("note", note.message)
        continue
      }
      head(.note, id: nil, note.message)
      excerpt(place, severity: .note)
    }
    let more = diagnostic.notes.count - Self.noteLimit
    if more > 0 { remark("note", "\(more) more") }
  }

  /// `… and 3 more errors, 1 more warning`
  mutating func add(omitted: ArraySlice<Diagnostic>) {
    let counts = Diagnostic.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = omitted.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) more \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    if !counts.isEmpty { text += "\n… and \(counts.joined(separator: ", "))\n" }
  }

  private mutating func head(_ severity: Diagnostic.Severity, id: String?, _ message: String) {
    let label = id.map { "\(severity.rawValue)[\($0)]" } ?? severity.rawValue
    text += style.severity(severity, label) + style.strong(": " + Display.line(message)) + "\n"
  }

  private mutating func remark(_ label: String, _ message: String) {
    text += margin + style.frame("=") + " " + style.strong(label + ":") + " " + Display.line(message) + "\n"
  }

  private mutating func excerpt(_ place: Place, severity: Diagnostic.Severity) {
    let index = indexes[place.file]
    let position = index.position(at: place.range.lowerBound)
    let excerpt = Excerpt(index.bytes, line: index.content(of: position.line), range: place.range)
    text += String(repeating: " ", count: gutter) + style.frame("-->")
    text += " \(Display.line(place.file.name)):\(position)\n"
    guard !index.bytes.isEmpty else { return }
    text += margin + style.frame("|") + "\n"
    source(position.line, style.frame("|"), excerpt.text)
    let carets = String(repeating: "^", count: excerpt.width)
    let indent = String(repeating: " ", count: excerpt.caret)
    text += margin + style.frame("|") + " " + indent + style.severity(severity, carets) + "\n"
  }

  /// The line as it would read with the corrections, which must all lie in the line of the diagnostic.
  private mutating func corrections(_ fixIts: [Diagnostic.FixIt], at place: Place) {
    let index = indexes[place.file]
    let number = index.line(at: place.range.lowerBound)
    let line = index.content(of: number)
    let ordered = fixIts.sorted { $0.place.range.lowerBound < $1.place.range.lowerBound }
    guard let first = ordered.first, ordered.allSatisfy({ $0.place.file == place.file }) else { return }
    guard ordered.allSatisfy({ line.lowerBound <= $0.place.range.lowerBound }) else { return }
    var (corrected, end, caret) = ([UInt8](), line.lowerBound, 0)
    for fixIt in ordered {
      guard end <= fixIt.place.range.lowerBound, fixIt.place.range.lowerBound <= line.upperBound else { return }
      corrected += index.bytes[end..<fixIt.place.range.lowerBound]
      if fixIt == first { caret = corrected.count }
      corrected += fixIt.replacement.utf8
      end = fixIt.place.range.upperBound
    }
    if end < line.upperBound { corrected += index.bytes[end..<line.upperBound] }
    let lines = LineIndex(String(decoding: corrected, as: UTF8.self))
    if lines.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A }) { return remark("fix", "remove the line") }
    let count = lines.content(of: lines.count).isEmpty ? lines.count - 1 : lines.count
    for part in 1...max(count, 1) {
      if part > Self.correctionLimit { return remark("fix", "\(count - part + 1) more lines") }
      let content = lines.content(of: part)
      let cut = Excerpt(lines.bytes, line: content, range: caret..<caret)
      source(number + part - 1, style.added("+"), style.added(cut.text))
    }
  }

  private mutating func source(_ line: Int, _ bar: String, _ content: String) {
    let number = String(line)
    let padding = String(repeating: " ", count: max(gutter - number.utf8.count, 0))
    text += padding + style.frame(number) + " " + bar + (content.isEmpty ? "" : " " + content) + "\n"
  }

  private var margin: String { String(repeating: " ", count: gutter + 1) }
}

/// Colours, or none. Only these ever write an escape sequence.
struct Style {
  var isColored: Bool

  func severity(_ severity: Diagnostic.Severity, _ text: String) -> String {
    switch severity {
    case .error: paint("1;31", text)
    case .warning: paint("1;33", text)
    case .note: paint("1;36", text)
    }
  }
  func strong(_ text: String) -> String { paint("1", text) }
  func frame(_ text: String) -> String { paint("34", text) }
  func added(_ text: String) -> String { paint("32", text) }

  private func paint(_ code: String, _ text: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
