public import Diagnostics

extension JSON {
  /// Diagnostics for editors and scripts, in the order given: `severity`, `id`, `message`; `place`, `context`, `help`, `notes`
  /// and `fix-its` where there are any. A place is `{file, start, end}`, half open, each end with `line` and `column` (from 1, in
  /// code points) and `offset` (from 0, in UTF-8).
  public init(_ diagnostics: [Diagnostic]) {
    var places = PlaceWriter()
    self = .array(diagnostics.map { places.json($0) })
  }
}

/// Knows the lines of every file it has seen.
private struct PlaceWriter {
  private var indexes: [(file: SourceFile, index: LineIndex)] = []

  mutating func json(_ diagnostic: Diagnostic) -> JSON {
    var object: JSONObject = [
      "severity": .string(diagnostic.severity.rawValue), "id": .string(diagnostic.id),
      "message": .string(diagnostic.message),
    ]
    object["place"] = diagnostic.place.map { json($0) }
    if !diagnostic.context.isEmpty { object["context"] = JSON(diagnostic.context) }
    object["help"] = diagnostic.help.map(JSON.string)
    let notes = diagnostic.notes.map { note in
      var object: JSONObject = ["message": .string(note.message)]
      object["place"] = note.place.map { json($0) }
      return JSON.object(object)
    }
    if !notes.isEmpty { object["notes"] = .array(notes) }
    let fixIts = diagnostic.fixIts.map { fixIt -> JSON in
      .object(["place": json(fixIt.place), "replacement": .string(fixIt.replacement)])
    }
    if !fixIts.isEmpty { object["fix-its"] = .array(fixIts) }
    return .object(object)
  }

  private mutating func json(_ place: Place) -> JSON {
    let index = index(of: place.file)
    let ends = [place.range.lowerBound, place.range.upperBound].map { offset -> JSON in
      let position = index.position(at: offset)
      return .object([
        "line": .number(Double(position.line)), "column": .number(Double(position.column)),
        "offset": .number(Double(place.file.byteOffset(of: offset))),
      ])
    }
    return .object(["file": .string(place.file.name), "start": ends[0], "end": ends[1]])
  }

  private mutating func index(of file: SourceFile) -> LineIndex {
    if let known = indexes.first(where: { $0.file == file }) { return known.index }
    let index = LineIndex(file)
    indexes.append((file, index))
    return index
  }
}
