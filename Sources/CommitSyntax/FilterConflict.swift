import Diagnostics

/// What two lines say together that neither says alone.
enum FilterConflict {
  case merged(FilterLine)
  case modes(FilterType)
  case none(FilterLine)
  case keysWithPools

  func diagnostic(in file: SourceFile, at range: Range<Int>, first: Range<Int>) -> Diagnostic {
    let place = file.place(range)
    let notes = [Diagnostic.Note("the first line stands here", at: file.place(first))]
    return switch self {
    case .merged(let line):
      Diagnostic(
        .note, id: "merged-filters", "lines of `\(line.head)` are merged", at: place, notes: notes)
    case .modes(let type):
      Diagnostic(
        id: "include-with-exclude", "\(type.rawValue) are either included or excluded, not both", at: place,
        help: "leave one of the two lines out", notes: notes)
    case .none(let line):
      Diagnostic(
        id: "none-with-values", "`none` stands alone in `\(line.head)`", at: place,
        help: "leave one of the two lines out", notes: notes)
    case .keysWithPools:
      Diagnostic(
        id: "keys-with-pools", "a message selects by keys or by pools, not by both", at: place,
        help: "leave one of the two lines out", notes: notes)
    }
  }
}

/// What is said of a switch that is right and does less than one may think.
enum SwitchRemark {
  case poolsLiveElsewhere(Switch)
  case nothingToDo(Switch)
  case unused(Switch)

  init?(_ switch: Switch, isUsed: Bool) {
    switch `switch` {
    case _ where isUsed: return nil
    case .poolDeploy: self = .poolsLiveElsewhere(`switch`)
    case .noTravisCI: self = .nothingToDo(`switch`)
    case _ where Switch.onlyForKinds.contains(`switch`): self = .unused(`switch`)
    default: return nil
    }
  }

  func diagnostic(in file: SourceFile, at range: Range<Int>) -> Diagnostic {
    let place = file.place(range)
    return switch self {
    case .poolsLiveElsewhere(let found):
      Diagnostic(
        .note, id: "pools-live-elsewhere",
        "`\(found.rawValue)` tags and verifies the images that are there; worker pools are updated elsewhere", at: place
      )
    case .nothingToDo(let found):
      Diagnostic(.note, id: "nothing-to-do", "`\(found.rawValue)` has nothing to do here", at: place)
    case .unused(let found):
      Diagnostic(.warning, id: "unused-switch", "no kind uses `\(found.rawValue)`", at: place)
    }
  }
}
