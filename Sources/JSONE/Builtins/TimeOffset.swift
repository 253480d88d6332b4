internal import Document

/// The distances that `$fromNow` understands: `1 year 2 months 3w`, `-1 day`, `+ 30m`, or nothing at all. Units come from
/// the largest to the smallest, each at most once. A month has 30 days and a year 365.
struct TimeOffset: Equatable {
  let milliseconds: Int64

  private static let second: Int64 = 1_000
  private static let day: Int64 = 86_400 * second

  private static let units: [(names: Set<String>, length: Int64)] = [
    (["years", "year", "yr", "y"], 365 * day),
    (["months", "month", "mo"], 30 * day),
    (["weeks", "week", "wk", "w"], 7 * day),
    (["days", "day", "d"], day),
    (["hours", "hour", "hr", "h"], 3_600 * second),
    (["minutes", "minute", "min", "m"], 60 * second),
    (["seconds", "second", "sec", "s"], second),
  ]

  init(_ text: String) throws(JSONEError) {
    var rest = text.trimmed(.both).unicodeScalars[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = String(rest.dropFirst()).trimmed(.start).unicodeScalars[...] }
    let mistake = JSONEError(.offsetDoesNotParse(String(rest)))
    var sum: Int64 = 0
    var units = Self.units[...]
    while !rest.isEmpty {
      guard let count = Self.digits(&rest) else { throw mistake }
      rest = rest.drop(while: WhiteSpace.contains)
      let name = String(rest.prefix { ("a"..."z").contains($0) })
      rest = rest.dropFirst(name.unicodeScalars.count).drop(while: WhiteSpace.contains)
      guard let index = units.firstIndex(where: { $0.names.contains(name) }) else { throw mistake }
      let (part, overflow) = count.multipliedReportingOverflow(by: units[index].length)
      let (total, overflow2) = sum.addingReportingOverflow(part)
      guard !overflow, !overflow2 else { throw JSONEError(.timeOutOfRange) }
      sum = total
      units = units[(index + 1)...]
    }
    milliseconds = isNegative ? -sum : sum
  }

  /// A run of digits; what does not fit is clamped, and so far off that no time is left.
  private static func digits(_ rest: inout Substring.UnicodeScalarView) -> Int64? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return Int64(String(digits)) ?? .max
  }

  /// The time at this distance from another, as text.
  func text(from time: Timestamp) throws(JSONEError) -> Value {
    let result = time.advanced(byMilliseconds: milliseconds)
    // 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: what has four digits for the year.
    guard (-62_135_596_800_000...253_402_300_799_999).contains(result.milliseconds) else {
      throw JSONEError(.timeOutOfRange)
    }
    return Value(result.iso)
  }

  /// The time that a value says.
  static func time(_ value: Value) throws(JSONEError) -> Timestamp {
    guard let text = value.string, let time = Timestamp(iso: text) else {
      throw JSONEError(.referenceDoesNotParse(value.shown))
    }
    return time
  }
}
