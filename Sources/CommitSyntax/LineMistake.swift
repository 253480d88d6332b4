import Diagnostics

/// A line that tries to be an instruction and is not one, or that looks so much like one that a word is due.
struct LineMistake {
  enum Kind {
    /// A bullet, quotes, brackets or a full stop around an instruction.
    case decorated
    /// `correct the manual [no-ci]`
    case bracketed(Switch)
    /// `correct the manual, no-ci`
    case switchAtEnd(Switch)
    case misspelledSwitch(Switch)
    /// A sentence that has the words of a switch, and is likely to be one.
    case switchInWords(Switch)
    case switchWithValue(Switch)
    /// A remark behind a switch.
    case textAfterSwitch(Switch)
    /// A sentence that begins with a switch.
    case switchInProse(Switch)
    case misspelledFilter(FilterHead)
    case missingColon(FilterHead)
    /// `include: x`, `include x`; the type of the values if they have one.
    case missingType(Filter.Mode, FilterType?)
    case missingVerb(FilterType)
    case severalTypes(Filter.Mode)
    case secondInstruction
    case filterInProse(FilterHead)
    case continuedList(FilterHead)
    case comment
    case fixup
  }

  var kind: Kind
  /// What is underlined.
  var at: Substring
  /// What `corrected` stands for.
  var line: Substring
  /// The line as it was meant, where that is obvious.
  var corrected: String?
  /// Known values that are near, where one is not.
  var near: [String] = []
}

/// The mode and type of a filter, without values.
struct FilterHead: Equatable {
  var mode: Filter.Mode
  var type: FilterType

  /// `include keys:`
  var text: String { "\(mode.rawValue) \(type.rawValue):" }
}

extension LineMistake {
  func diagnostic(in file: SourceFile) -> Diagnostic {
    let (severity, id, message, help) = words
    let fixIts = corrected.map { [Diagnostic.FixIt(at: file.place(line.range), replacement: $0)] } ?? []
    return Diagnostic(severity, id: id, message, at: file.place(at.range), help: help, fixIts: fixIts)
  }

  private var words: (severity: Diagnostic.Severity, id: String, message: String, help: String?) {
    switch kind {
    case .decorated:
      (
        .error, "decorated-instruction", "an instruction stands alone on its line, without bullet, quotes or brackets",
        "write it bare, on a line of its own"
      )
    case .bracketed(let found):
      (
        .error, "decorated-instruction", "`\(found.rawValue)` stands alone on its line, without brackets",
        "put `\(found.rawValue)` on a line of its own"
      )
    case .switchAtEnd(let found):
      (
        .error, "instruction-in-prose", "an instruction stands on a line of its own",
        "put `\(found.rawValue)` on a line of its own"
      )
    case .misspelledSwitch(let found):
      (
        .error, "misspelled-switch", "this switch is written `\(found.rawValue)`",
        "did you mean `\(found.rawValue)`?"
      )
    case .switchInWords(let found):
      (
        .warning, "switch-in-words", "these words are read as prose; the switch is written `\(found.rawValue)`", nil
      )
    case .switchWithValue(let found):
      (.error, "switch-with-value", "`\(found.rawValue)` takes no value", Self.wayOut(for: found))
    case .textAfterSwitch(let found):
      (.error, "text-after-switch", "`\(found.rawValue)` stands alone on its line", "put the remark on another line")
    case .switchInProse(let found):
      (
        .warning, "switch-in-prose", "`\(found.rawValue)` works alone on its line only; this line is read as prose", nil
      )
    case .misspelledFilter(let head):
      (
        .error, "misspelled-filter", "this filter is written `\(head.text)`",
        "write `include \(head.type.rawValue):` with what is wanted, or `exclude \(head.type.rawValue):` with what is not"
      )
    case .missingColon(let head):
      (.error, "missing-colon", "a colon stands between the type and its values", "write `\(head.text)`")
    case .missingType(let mode, let type?):
      (
        .error, "missing-type", "`\(mode.rawValue)` needs a type: keys, environments, pools or regions",
        near.isEmpty
          ? "did you mean `\(mode.rawValue) \(type.rawValue):`?"
          : "did you mean `\(mode.rawValue) \(type.rawValue): \(near.joined(separator: ", "))`?"
      )
    case .missingType(let mode, nil):
      (
        .error, "missing-type", "`\(mode.rawValue)` needs a type: keys, environments, pools or regions",
        "write `\(mode.rawValue) keys:`, `\(mode.rawValue) environments:`, `\(mode.rawValue) pools:` or "
          + "`\(mode.rawValue) regions:`"
      )
    case .missingVerb(let type):
      (
        .error, "missing-verb", "a filter begins with `include` or `exclude`",
        "write `include \(type.rawValue):` or `exclude \(type.rawValue):`"
      )
    case .severalTypes(let mode):
      (
        .error, "several-types", "a line filters by one type",
        "write a line each: `\(mode.rawValue) keys: …`, `\(mode.rawValue) environments: …`"
      )
    case .secondInstruction:
      (
        .error, "two-instructions", "each instruction stands on a line of its own",
        "write each on its own line"
      )
    case .filterInProse(let head):
      (
        .error, "instruction-in-prose", "an instruction stands on a line of its own",
        "put `\(head.text)` at the beginning of a line"
      )
    case .continuedList(let head):
      (.error, "continued-list", "a list ends with its line", "write all values of `\(head.text)` on one line")
    case .comment:
      (.warning, "commented-instruction", "a comment instructs nothing", nil)
    case .fixup:
      (.warning, "fixup-instruction", "the subject of another commit instructs nothing here", nil)
    }
  }

  /// Where a switch was given what a filter takes.
  private static func wayOut(for found: Switch) -> String {
    switch found {
    case .noCI, .noTaskclusterCI, .noTravisCI: "leave out what stands behind it, or put it on another line"
    case .poolDeploy: "`include pools:` does, on a line of its own"
    default: "`include keys:` and the other filters do, on a line of their own"
    }
  }
}
