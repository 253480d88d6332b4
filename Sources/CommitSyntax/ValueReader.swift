import Diagnostics

/// Reads the values of one filter line.
struct ValueReader {
  let line: FilterLine
  let file: SourceFile
  private(set) var known: KnownWords
  private(set) var problems = Problems()
  private(set) var values: [Filter.Value] = []
  private(set) var isNone = false

  /// Whether only what is right is read: of mistakes there have been enough.
  private let isSilent: Bool
  private var names: Set<String> = []
  private var none: Substring?

  init(line: FilterLine, file: SourceFile, known: KnownWords, isSilent: Bool) {
    self.line = line
    self.file = file
    self.known = known
    self.isSilent = isSilent
  }

  mutating func read() {
    var (rest, isLast) = (line.values, false)
    var (empty, items): (Substring?, Int) = (nil, 0)
    while !isLast {
      let cut = rest.cut { $0 == "," }
      let item = (cut?.before ?? rest).trimmed
      if item.isEmpty { empty = empty ?? cut?.before ?? rest } else { items += 1 }
      isLast = cut == nil
      rest = cut?.after ?? rest[rest.endIndex...]
      guard item.isEmpty || accept(item) else { return }
    }
    if items == 0 { return report(.emptyList) }
    if let empty { report(.emptyItem(empty, count: items)) }
    guard let none else { return }
    if line.mode == .exclude { return report(.excludeNone(none)) }
    if items > 1 { return report(.noneWithValues(none)) }
    isNone = true
  }

  /// False if the rest of the line is another instruction, which ends this one.
  private mutating func accept(_ item: Substring) -> Bool {
    if let name = known.canonical(item, as: line.type) {
      add(name, item)
    } else if item.isWord("none") {
      none = none ?? item
    } else if isSilent || problems.isFull {
      return true
    } else if let second = EmbeddedInstruction.first(in: item) {
      report(.secondInstruction(line.values[second.startIndex...]))
      return false
    } else {
      var analysis = ValueAnalysis(item: item, line: line, known: known)
      let mistakes = analysis.mistakes()
      known = analysis.known
      for mistake in mistakes { report(mistake) }
      for (name, part) in analysis.understood { add(name, part) }
    }
    return true
  }

  private mutating func add(_ name: String, _ item: Substring) {
    if names.insert(name).inserted { values.append(Filter.Value(text: name, range: item.range)) }
  }

  private mutating func report(_ mistake: ValueMistake) {
    if !isSilent { problems.add(mistake.diagnostic(of: line, in: file)) }
  }
}
