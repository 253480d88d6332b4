import Diagnostics

/// Reads a message line by line and merges what it finds.
struct MessageReader {
  let file: SourceFile
  private(set) var instructions = Instructions()
  private(set) var diagnostics: [Diagnostic] = []

  private let usedSwitches: Set<Switch>
  private var known: KnownWords
  private var problems = Problems()
  /// The filter line just read, if its list ends with a comma: what follows may have been meant as part of it.
  private var openList: FilterLine?

  init(file: SourceFile, vocabulary: Vocabulary) {
    self.file = file
    usedSwitches = vocabulary.usedSwitches
    known = KnownWords(vocabulary)
  }

  mutating func read(_ line: Substring) {
    let line = line.trimmed
    guard let first = line.unicodeScalars.first, first != ">" else { return }
    let open = openList
    openList = nil
    switch InstructionLine(line) {
    case .switch(let found):
      if instructions.switches[found] == nil { instructions.switches[found] = line.range }
    case .filter(let filter): apply(filter)
    case nil:
      // An error more would change nothing.
      guard !problems.isFull else { return }
      var near = NearInstruction(line: line, known: known)
      let mistake = open.flatMap { near.continuation(of: $0) } ?? near.mistake()
      known = near.known
      if let mistake { problems.add(mistake.diagnostic(in: file)) }
    }
  }

  private mutating func apply(_ line: FilterLine) {
    var reader = ValueReader(line: line, file: file, known: known, problems: problems)
    reader.read()
    (known, problems) = (reader.known, reader.problems)
    if line.values.unicodeScalars.last == "," { openList = line }
    let new = Filter(mode: line.mode, values: reader.values, lines: [line.line.range], isNone: reader.isNone)
    guard var merged = instructions.filters[line.type] else {
      instructions.filters[line.type] = new
      return
    }
    guard merged.mode == new.mode else {
      if merged.isMeant, new.isMeant {
        problems.add(FilterConflict.modes(line.type).diagnostic(in: file, at: new.lines[0], first: merged.lines[0]))
      }
      return
    }
    if merged.lines.count == 1 {
      problems.add(FilterConflict.merged(line).diagnostic(in: file, at: new.lines[0], first: merged.lines[0]))
    }
    if merged.isNone != new.isNone, merged.isMeant, new.isMeant {
      problems.add(FilterConflict.none(line).diagnostic(in: file, at: new.lines[0], first: merged.lines[0]))
    }
    merged.merge(new)
    instructions.filters[line.type] = merged
  }

  mutating func finish() {
    if let keys = instructions.filters[.keys], let pools = instructions.filters[.pools], keys.isMeant, pools.isMeant {
      let lines = [keys.lines[0], pools.lines[0]].sorted { $0.lowerBound < $1.lowerBound }
      problems.add(FilterConflict.keysWithPools.diagnostic(in: file, at: lines[1], first: lines[0]))
    }
    for (found, line) in instructions.switches {
      if let remark = SwitchRemark(found, isUsed: usedSwitches.contains(found)) {
        problems.add(remark.diagnostic(in: file, at: line))
      }
    }
    diagnostics = problems.finished(downgraded: instructions.stop != nil)
  }
}

extension Filter {
  /// Whether anything of the line was understood. Where nothing was, it conflicts with nothing: its own errors say enough.
  fileprivate var isMeant: Bool { !values.isEmpty || isNone }

  fileprivate mutating func merge(_ other: Filter) {
    let names = Set(values.map(\.text))
    values += other.values.filter { !names.contains($0.text) }
    lines += other.lines
    isNone = values.isEmpty && (isNone || other.isNone)
  }
}
