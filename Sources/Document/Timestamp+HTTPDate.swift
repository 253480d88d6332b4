// MARK: - HTTP's dates

extension Timestamp {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, without the milliseconds. Source: RFC 9110, 5.6.7, IMF-fixdate. The year is one of
  /// 0000…9999; what is beyond is written as the first second of 1970.
  package var httpDate: String {
    // `1994-11-06T08:49:37.000Z` has the same fields.
    let iso = Array(iso.utf8)
    guard iso.count == 24 else { return Timestamp(milliseconds: 0).httpDate }
    func field(_ range: Range<Int>) -> String { String(decoding: iso[range], as: UTF8.self) }
    let days = milliseconds.quotientAndRemainder(flooring: 86_400_000).quotient
    // The first of January 1970 was a Thursday.
    let weekday = Int((days % 7 + 7 + 4) % 7)
    let month = (Int(field(5..<7)) ?? 1) - 1
    return "\(Self.weekdays[weekday]), \(field(8..<10)) \(Self.months[month]) \(field(0..<4)) \(field(11..<19)) GMT"
  }

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, which is how every server has written it since 1999. Nil for the two older
  /// forms, and for what is no time.
  package init?(httpDate text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = Self.months.firstIndex(of: String(parts[2])) else {
      return nil
    }
    let number = month + 1
    self.init(iso: "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
