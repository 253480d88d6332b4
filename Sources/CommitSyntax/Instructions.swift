/// What a message asks for, each thing with the range of the line it came from.
package struct Instructions: Sendable, Equatable {
  /// The switches that are set, with the UTF-8 range of the first line that sets each.
  package var switches: [Switch: Range<Int>]
  /// No filter of a type means all of that type.
  package var filters: [FilterType: Filter]

  package init(switches: [Switch: Range<Int>] = [:], filters: [FilterType: Filter] = [:]) {
    self.switches = switches
    self.filters = filters
  }

  package var isEmpty: Bool { switches.isEmpty && filters.isEmpty }

  package func contains(_ switch: Switch) -> Bool { switches[`switch`] != nil }

  /// Whether nothing is to be done at all: the switch that says so, and where.
  package var stop: (switch: Switch, line: Range<Int>)? {
    for candidate in Switch.allCases where candidate.stopsEverything {
      if let line = switches[candidate] { return (candidate, line) }
    }
    return nil
  }

  /// The same instructions in their one canonical form: switches, then filters, values sorted. Parsing these lines gives
  /// these instructions again, but for the ranges.
  package var canonicalLines: [String] {
    Switch.allCases.filter(contains).map(\.rawValue)
      + FilterType.allCases.compactMap { type in filters[type].flatMap { $0.canonicalLine(type) } }
  }
}

extension Filter {
  /// Nil for an exclusion of nothing, which is no instruction.
  fileprivate func canonicalLine(_ type: FilterType) -> String? {
    let names = values.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if names.isEmpty { return mode == .include ? "include \(type.rawValue): none" : nil }
    return "\(mode.rawValue) \(type.rawValue): \(names.joined(separator: ", "))"
  }
}
