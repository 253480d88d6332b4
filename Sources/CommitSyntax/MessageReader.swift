import Diagnostics

/// Reads a message line by line and merges what it finds.
struct MessageReader {
  let file: SourceFile
  private(set) var instructions = Instructions()
  private(set) var diagnostics: [Diagnostic] = []

  private let usedSwitches: Set<Switch>
  private(set) var known: KnownWords
  /// Whether every line was an instruction, or blank.
  private(set) var isWhollyRead = true
  /// Whether this only tries a correction: then what it finds is not looked into further.
  private let isTrial: Bool
  private var problems = Problems()
  /// The values of each filter, to find duplicates by.
  private var names: [FilterType: Set<String>] = [:]
  /// The filter line just read, if its list ends with a comma: what follows may have been meant as part of it.
  private var openList: FilterLine?

  init(file: SourceFile, vocabulary: Vocabulary) {
    self.init(file: file, known: KnownWords(vocabulary), usedSwitches: vocabulary.usedSwitches, isTrial: false)
  }

  init(file: SourceFile, known: KnownWords, usedSwitches: Set<Switch> = [], isTrial: Bool) {
    self.file = file
    self.known = known
    self.usedSwitches = usedSwitches
    self.isTrial = isTrial
  }

  mutating func read(_ whole: Substring) {
    let line = whole.trimmed
    guard let first = line.unicodeScalars.first, first != ">" else { return }
    let open = openList
    openList = nil
    switch InstructionLine(line) {
    case .switch(let found):
      if instructions.switches[found] == nil { instructions.switches[found] = line.range }
    case .filter(let filter): apply(filter)
    case nil:
      isWhollyRead = false
      // An error more would change nothing.
      guard !problems.isFull, open != nil || LineLetters(line).mayInstruct else { return }
      var near = NearInstruction(line: line, isIndented: whole.startIndex < line.startIndex, known: known)
      let mistake = open.flatMap { near.continuation(of: $0) } ?? near.mistake()
      known = near.known
      if let mistake { add([mistake.diagnostic(in: file)], of: line) }
    }
  }

  /// What is said of one line, with its corrections if they make it right.
  private mutating func add(_ found: [Diagnostic], of line: Substring) {
    var found = found
    if !isTrial, found.contains(where: { !$0.fixIts.isEmpty }) {
      found = LineCorrection(of: line, found, in: file, known: &known).settled(found)
    }
    for diagnostic in found { problems.add(diagnostic) }
  }

  private mutating func apply(_ line: FilterLine) {
    var reader = ValueReader(line: line, file: file, known: known, isSilent: problems.isFull)
    reader.read()
    known = reader.known
    add(reader.problems.diagnostics, of: line.line)
    if line.values.unicodeScalars.last == "," { openList = line }
    let new = Filter(mode: line.mode, values: reader.values, lines: [line.line.range], isNone: reader.isNone)
    guard let first = instructions.filters[line.type].map(FirstLine.init) else {
      instructions.filters[line.type] = new
      names[line.type] = Set(new.values.map(\.text))
      return
    }
    merge(new, line, into: first)
  }

  /// What a merge must know of the lines before, without holding on to them: they are added to in place.
  private struct FirstLine {
    let mode: Filter.Mode
    let isMeant: Bool
    let isNone: Bool
    let range: Range<Int>
    let isOnly: Bool

    init(_ filter: Filter) {
      mode = filter.mode
      isMeant = filter.isMeant
      isNone = filter.isNone
      range = filter.lines[0]
      isOnly = filter.lines.count == 1
    }
  }

  private mutating func merge(_ new: Filter, _ line: FilterLine, into first: FirstLine) {
    let areBothMeant = first.isMeant && new.isMeant
    func conflict(_ conflict: FilterConflict) -> Diagnostic {
      conflict.diagnostic(in: file, at: line.line.range, first: first.range)
    }
    guard first.mode == new.mode else {
      if areBothMeant { problems.add(conflict(.modes(line.type))) }
      return
    }
    if first.isOnly { problems.add(conflict(.merged(line))) }
    if first.isNone != new.isNone, areBothMeant { problems.add(conflict(.none(line))) }
    let values = new.values.filter { names[line.type, default: []].insert($0.text).inserted }
    instructions.filters[line.type]?.add(values, line: line.line.range, isNone: new.isNone)
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

  fileprivate mutating func add(_ more: [Value], line: Range<Int>, isNone alsoNone: Bool) {
    values += more
    lines.append(line)
    isNone = values.isEmpty && (isNone || alsoNone)
  }
}
