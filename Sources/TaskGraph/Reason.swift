package import CommitSyntax
package import Diagnostics

/// Why something is in the graph or out of it, kept where that was decided.
package struct Reason: Sendable, Equatable {
  package let rule: Rule
  /// The line of the message, or of a kind, that said so.
  package let place: Place?

  package init(_ rule: Rule, at place: Place? = nil) {
    self.rule = rule
    self.place = place
  }

  /// A reason that somebody else found.
  ///
  /// - Parameter text: one phrase.
  package init(_ text: String, at place: Place? = nil) { self.init(.said(text), at: place) }
}

extension Reason {
  /// What was decided by.
  package indirect enum Rule: Sendable, Equatable {
    // The message.
    case noFilter(FilterType)
    case named(Filter.Mode, FilterType)
    case notNamed(Filter.Mode, FilterType)
    /// Of a key, by the first of its pools that is.
    case poolNamed(String)
    /// Of a key, by what its own names of that type are.
    case noneNamed(FilterType)
    case allNamed(FilterType)
    case switchedOff(Switch)
    case asked(Force)
    /// Some of a task's names of a type, and what is said of them.
    case names([String], FilterType, Rule)
    // Whoever calls.
    case otherEnvironment
    case said(String)
    // The kind.
    case noPool(key: String)
    /// With the switch that makes it so, if one does.
    case unwanted(Switch?)
    case needsLeftOut([String])
    // The index, and what an earlier run of the same decision made of it.
    case upToDate, notUpToDate
    case chosenBefore, notChosenBefore
  }

  /// Why something is built even if it is up to date.
  package enum Force: Sendable { case byName, byOverwriting }

  /// One phrase: ``named by `include keys` ``.
  package var text: String { rule.text }
}

extension Reason.Rule {
  fileprivate var text: String {
    switch self {
    case .noFilter(let type): "no filter of \(type.rawValue): all of them"
    case .named(let mode, let type): "named by `\(mode.rawValue) \(type.rawValue)`"
    case .notNamed(let mode, let type): "not among `\(mode.rawValue) \(type.rawValue)`"
    case .poolNamed(let pool): "its pool \(pool) is named by `include pools`"
    case .noneNamed(let type): "has none of the \(type.names) among `include \(type.rawValue)`"
    case .allNamed(let type): "all its \(type.names) are among `exclude \(type.rawValue)`"
    case .switchedOff(let flag): "`\(flag.rawValue)` leaves no task"
    case .asked(.byName): "built even if it is up to date: it is asked for by name"
    case .asked(.byOverwriting): "built even if it is up to date: `\(Switch.overwriteMachineImage.rawValue)`"
    case .names(let names, let type, .noFilter): "\(Self.list(names, type)): no filter of \(type.rawValue)"
    case .names(let names, let type, let rule): "\(Self.list(names, type)): \(rule.text)"
    case .otherEnvironment: "another environment was asked for"
    case .said(let text): text
    case .noPool(let key): "the key `\(key)` has no worker pool"
    case .unwanted(nil): "`when` says no"
    case .unwanted(let flag?): "`when` says no under `\(flag.rawValue)`"
    case .needsLeftOut(let kinds): "what it needs of \(kinds.joined(separator: " and ")) is left out"
    case .upToDate: "up to date: its digest and its latest are the same task"
    case .notUpToDate: "not up to date, says the index"
    case .chosenBefore: "chosen by an earlier run of this decision"
    case .notChosenBefore: "not among what an earlier run of this decision chose"
    }
  }

  private static func list(_ names: [String], _ type: FilterType) -> String {
    (type == .regions ? "in " : "for ") + names.joined(separator: ", ")
  }
}

extension FilterType {
  /// What a config calls them.
  var names: String { self == .regions ? "locations" : rawValue }
}
