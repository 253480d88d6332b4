/// What a filter chooses by.
package enum FilterType: String, Sendable, Hashable, CaseIterable, Comparable {
  case keys, environments, pools, regions

  package static func < (a: FilterType, b: FilterType) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// `keys` → `key`
  package var singular: String { String(rawValue.dropLast()) }
  /// `a key`, `an environment`
  var withArticle: String { (self == .environments ? "an " : "a ") + singular }
}

/// The filter of one type, merged from all its lines.
package struct Filter: Sendable, Equatable {
  package enum Mode: String, Sendable, CaseIterable {
    case include, exclude
  }

  /// A value in the vocabulary's own spelling, and where it was first written.
  package struct Value: Sendable, Equatable {
    package let text: String
    /// UTF-8 range in the message.
    package let range: Range<Int>
  }

  package var mode: Mode
  /// In the order in which they were first written, each once. An inclusion without any selects nothing.
  package var values: [Value]
  /// The UTF-8 ranges of the lines that make up this filter, without surrounding white space; never empty.
  package var lines: [Range<Int>]
  /// `none`: nothing is selected, on purpose.
  package var isNone: Bool

  package init(mode: Mode, values: [Value], lines: [Range<Int>], isNone: Bool) {
    self.mode = mode
    self.values = values
    self.lines = lines
    self.isNone = isNone
  }

  /// Whether the filter lets a value through. `value` is in the vocabulary's spelling.
  package func admits(_ value: String) -> Bool {
    values.contains { $0.text == value } == (mode == .include)
  }

  /// The line in which a value stands, for explanations.
  package func line(naming value: String) -> Range<Int>? {
    guard let range = values.first(where: { $0.text == value })?.range else { return nil }
    return lines.first { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }
}
