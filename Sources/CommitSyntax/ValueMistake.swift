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
  /// A known value in quotes or the like; what else may have been meant, if anything.
  case decorated(Substring, bare: Substring, doubt: Doubt?)
  /// A value of another type; `isWholeLine` if all the values of the line are of that type.
  case wrongType(Substring, FilterType, name: String, isWholeLine: Bool)
  /// `isPlain` if nothing but the separators is wrong.
  case separator(Substring, parts: [Substring], isPlain: Bool)
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
        id: "none-with-values", "`none` stands alone in `\(line.head)`", at: file.place(item.range),
        help: "leave out `none`, or the other values")
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
        help: "write each on its own line", fixIts: fix)
    case .fileName(let item, let key, let near):
      let place = file.place(item.range)
      return Diagnostic(
        id: "key-with-extension", "a key is a file's name without folder and `.yaml`", at: place,
        help: near.isEmpty ? "drop the folder and `.yaml`" : didYouMean(near),
        fixIts: key.map { [.init(at: place, replacement: $0)] } ?? [])
    case .decorated(let item, let bare, let doubt):
      let place = file.place(item.range)
      return Diagnostic(
        id: "decorated-value", "values stand bare, without quotes, brackets or other marks", at: place,
        help: doubt?.help(bare, line.mode, line.type) ?? "write `\(bare)`",
        fixIts: doubt == nil ? [.init(at: place, replacement: String(bare))] : [])
    case .wrongType(let item, let type, let name, let isWholeLine):
      let rewritten = "\(line.mode.rawValue) \(type.rawValue): \(name)"
      return Diagnostic(
        id: "wrong-type", "\(Display.quoted(item)) is \(type.withArticle): write `\(rewritten)`",
        at: file.place(item.range), help: "write it on a line of its own",
        fixIts: isWholeLine ? [.init(at: file.place(line.typeWord.range), replacement: type.rawValue)] : [])
    case .separator(let item, let parts, let isPlain):
      return Diagnostic(
        id: "wrong-separator", "values are separated by commas", at: file.place(item.range),
        help: "write each value with a comma before the next", fixIts: isPlain ? commas(item, parts, file) : [])
    case .textAmongValues(let text):
      return Diagnostic(
        id: "text-among-values", "only values stand after the colon, separated by commas", at: file.place(text.range),
        help: "put the rest on another line, or leave it out")
    case .unknown(let item, let near, let correction, let some):
      let place = file.place(item.range)
      return Diagnostic(
        id: "unknown-\(line.type.singular)", "\(Display.quoted(item)) is no \(line.type.singular)", at: place,
        help: help(item, near: near, some: some, type: line.type),
        fixIts: correction.map { [.init(at: place, replacement: $0)] } ?? [])
    }
  }

  /// What stands between the parts is replaced; the parts have mistakes and corrections of their own.
  private func commas(_ item: Substring, _ parts: [Substring], _ file: SourceFile) -> [Diagnostic.FixIt] {
    var (fixIts, end) = ([Diagnostic.FixIt](), item.startIndex)
    for part in parts {
      let gap = item[end..<part.startIndex]
      let replacement = end == item.startIndex ? "" : ", "
      if gap != replacement { fixIts.append(.init(at: file.place(gap.range), replacement: replacement)) }
      end = part.endIndex
    }
    if end < item.endIndex { fixIts.append(.init(at: file.place(item[end...].range), replacement: "")) }
    return fixIts
  }

  private func help(_ item: Substring, near: [String], some: KnownWords.Some?, type: FilterType) -> String? {
    if ["all", "any", "every", "everything", "*"].contains(where: item.isWord) {
      return "to select all \(type.rawValue), leave the line out"
    }
    if item.unicodeScalars.contains(where: { $0 == "*" || $0 == "?" }), item.unicodeScalars.contains(where: \.isWord) {
      return "there are no wildcards: name each \(type.singular)"
    }
    if let some, !some.first.isEmpty {
      let names = some.first.map { Display.quoted($0) }.joined(separator: ", ")
      return "the \(type.rawValue) are \(names)" + (some.others > 0 ? ", … \(some.others) more" : "")
    }
    return didYouMean(near) ?? (some == nil ? "leave it out" : "no \(type.rawValue) are known")
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
