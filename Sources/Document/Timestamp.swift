/// A point in time, to the millisecond, as Taskcluster writes it: `2017-01-19T16:27:20.974Z`.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  /// Later by `delta`; at the ends of what can be counted, the end.
  public func advanced(byMilliseconds delta: Int64) -> Timestamp {
    let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
    return Timestamp(milliseconds: overflow ? (delta < 0 ? .min : .max) : sum)
  }
}

// MARK: - RFC 3339

extension Timestamp {
  /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, always in UTC. Years beyond 0000…9999 are written with more digits or a sign.
  public var iso: String {
    let (days, millisecondOfDay) = milliseconds.quotientAndRemainder(flooring: 86_400_000)
    let date = CivilDate(daysSinceEpoch: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ value: Int64, _ width: Int) {
      if value < 0 { text.append(UInt8(ascii: "-")) }
      let start = text.count
      var rest = value.magnitude
      while rest > 0 || text.count - start < width {
        text.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      }
      text[start...].reverse()
    }
    append(date.year, 4)
    text.append(UInt8(ascii: "-"))
    append(date.month, 2)
    text.append(UInt8(ascii: "-"))
    append(date.day, 2)
    text.append(UInt8(ascii: "T"))
    append(millisecondOfDay / 3_600_000, 2)
    text.append(UInt8(ascii: ":"))
    append(millisecondOfDay / 60_000 % 60, 2)
    text.append(UInt8(ascii: ":"))
    append(millisecondOfDay / 1_000 % 60, 2)
    text.append(UInt8(ascii: "."))
    append(millisecondOfDay % 1_000, 3)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads an RFC 3339 time: date, time and zone (`Z` or `±HH:MM`), all required; digits after the third of a fraction
  /// are dropped. A leap second counts as the second after it. Nil if it is not one, or no such day exists.
  public init?(iso text: some StringProtocol) {
    let read = text.utf8.withContiguousStorageIfAvailable { Timestamp(scanning: $0) }
    guard let time = read ?? Array(text.utf8).withUnsafeBufferPointer({ Timestamp(scanning: $0) }) else { return nil }
    self = time
  }

  private init?(scanning bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = Scanner(bytes: bytes)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.skip("T") || scanner.skip("t"), let hour = scanner.number(2),
      scanner.skip(":"), let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2)
    else { return nil }
    var millisecond: Int64 = 0
    if scanner.skip(".") {
      guard let fraction = scanner.fraction() else { return nil }
      millisecond = fraction
    }
    guard let offset = scanner.zone(), scanner.isAtEnd,
      let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60
    else { return nil }
    let seconds = ((date.daysSinceEpoch * 24 + hour) * 60 + minute - offset) * 60 + second
    self.init(milliseconds: seconds * 1_000 + millisecond)
  }
}

/// A cursor over the fixed fields of a time.
private struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func digit() -> Int64? {
    guard position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 else { return nil }
    position += 1
    return Int64(digit)
  }

  mutating func number(_ width: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// One digit or more, as milliseconds.
  mutating func fraction() -> Int64? {
    guard var value = digit() else { return nil }
    var count = 1
    while let digit = digit() {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }

  /// Minutes east of UTC.
  mutating func zone() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let isEast = skip("+")
    guard isEast || skip("-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
    else { return nil }
    return isEast ? hours * 60 + minutes : -(hours * 60 + minutes)
  }
}
