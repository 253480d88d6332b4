import Diagnostics

/// What can be wrong with the values of a filter.
enum ValueMistake {
  case emptyList
  /// A comma too many; `count` items are not empty.
  case emptyItem(Substring, count: Int)
  case noneWithValues(Substring)
  case excludeNone(Substring)
  case secondInstruction(Substring)
  case fileName(Substring, key: String?, near: [String])
  /// A known value in quotes or the like; `isNegated` if the opposite may have been meant.
  case decorated(Substring, bare: Substring, isNegated: Bool)
  /// A value of another type; `isWholeLine` if all the values of the line are of that type.
  case wrongType(Substring, FilterType, name: String, isWholeLine: Bool)
  case separator(Substring, parts: [String])
  case textAmongValues(Substring)
  /// `some` of the known values are named where none is near.
  case unknown(Substring, near: [String], correction: String?, some: KnownWords.Some?)

  /// Whether the value is a slip of a known one.
  var isNear: Bool {
    if case .unknown(_, let near, _, _) = self { !near.isEmpty } else { true }
  }
}

extension ValueMistake {
  func diagnostic(of line: FilterLine, in file: SourceFile) -> Diagnostic {
    let whole = file.place(line.line.range)
    switch self {
    case .emptyList:
      return Diagnostic(
        id: "empty-list", "`\(line.head)` needs a value, or `none` to select nothing", at: whole,
        help: "no line at all selects all \(line.type.rawValue)")
    case .emptyItem(let item, _):
      let comma = file.place(item.range.widened(in: line.values.range))
      return Diagnostic(.warning, id: "empty-item", "nothing stands between two commas, or after the last", at: comma)
    case .noneWithValues(let item):
      return Diagnostic(
        id: "none-with-values", "`none` stands alone in `\(line.head)`", at: file.place(item.range))
    case .excludeNone(let item):
      return Diagnostic(
        id: "exclude-none", "to exclude nothing, leave the line out", at: file.place(item.range),
        help: "`include \(line.type.rawValue): none` selects nothing")
    case .secondInstruction(let second):
      let before = line.line[..<second.startIndex].trimmedEnd { $0.isItemSeparator }
      let isWhole = before.utf8.count > 0 && before.unicodeScalars.last != ":"
      // All of them at once: a line of twenty instructions is corrected as one of two is.
      let parts = [before] + EmbeddedInstruction.parts(of: second)
      let fix = isWhole ? [Diagnostic.FixIt(at: whole, replacement: parts.joined(separator: "\n"))] : []
      return Diagnostic(
        id: "two-instructions", "each instruction stands on a line of its own", at: file.place(second.range),
        fixIts: fix)
    case .fileName(let item, let key, let near):
      let place = file.place(item.range)
      return Diagnostic(
        id: "key-with-extension", "a key is a file's name without folder and `.yaml`", at: place,
        help: key == nil && !near.isEmpty
          ? didYouMean(near) : item.lowercased().contains(".yaml") ? "drop `.yaml`" : nil,
        fixIts: key.map { [.init(at: place, replacement: $0)] } ?? [])
    case .decorated(let item, let bare, let isNegated):
      let place = file.place(item.range)
      return Diagnostic(
        id: "decorated-value", "values stand bare, without quotes, brackets or a full stop", at: place,
        help: isNegated ? "`exclude \(line.type.rawValue): \(bare)` leaves it out" : nil,
        fixIts: isNegated ? [] : [.init(at: place, replacement: String(bare))])
    case .wrongType(let item, let type, let name, let isWholeLine):
      let rewritten = "\(line.mode.rawValue) \(type.rawValue): \(name)"
      return Diagnostic(
        id: "wrong-type", "\(Display.quoted(item)) is \(type.withArticle): write `\(rewritten)`",
        at: file.place(item.range),
        fixIts: isWholeLine ? [.init(at: file.place(line.typeWord.range), replacement: type.rawValue)] : [])
    case .separator(let item, let parts):
      let place = file.place(item.range)
      return Diagnostic(
        id: "wrong-separator", "values are separated by commas", at: place,
        fixIts: [.init(at: place, replacement: parts.joined(separator: ", "))])
    case .textAmongValues(let text):
      return Diagnostic(
        id: "text-among-values", "only values stand after the colon, separated by commas", at: file.place(text.range))
    case .unknown(let item, let near, let correction, let some):
      let place = file.place(item.range)
      return Diagnostic(
        id: "unknown-\(line.type.singular)", "\(Display.quoted(item)) is no \(line.type.singular)", at: place,
        help: help(item, near: near, some: some, type: line.type),
        fixIts: correction.map { [.init(at: place, replacement: $0)] } ?? [])
    }
  }

  private func help(_ item: Substring, near: [String], some: KnownWords.Some?, type: FilterType) -> String? {
    if ["all", "any", "every", "everything", "*"].contains(where: item.isWord) {
      return "to select all \(type.rawValue), leave the line out"
    }
    if let some, !some.first.isEmpty {
      let names = some.first.map { Display.quoted($0) }.joined(separator: ", ")
      return "the \(type.rawValue) are \(names)" + (some.others > 0 ? ", … \(some.others) more" : "")
    }
    return didYouMean(near)
  }
}

/// `did you mean 'a', 'b' or 'c'?`
func didYouMean(_ words: [String]) -> String? {
  guard let last = words.last else { return nil }
  let others = words.dropLast().map { Display.quoted($0) }.joined(separator: ", ")
  return "did you mean \(others.isEmpty ? "" : others + " or ")\(Display.quoted(last))?"
}

extension Range<Int> {
  /// An empty range is shown with the comma next to it.
  fileprivate func widened(in whole: Range<Int>) -> Range<Int> {
    if !isEmpty { return self }
    return upperBound < whole.upperBound
      ? lowerBound..<upperBound + 1 : Swift.max(lowerBound - 1, whole.lowerBound)..<upperBound
  }
}
