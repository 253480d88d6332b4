internal import Document

/// The time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`. Source: RFC 9110, IMF-fixdate.
enum HTTPDate {
  static func text(_ time: Timestamp) -> String {
    // `1994-11-06T08:49:37.000Z` has the same fields.
    let iso = Array(time.iso.utf8)
    guard iso.count == 24 else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
    func field(_ range: Range<Int>) -> String { String(decoding: iso[range], as: UTF8.self) }
    let (days, _) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    // The first of January 1970 was a Thursday.
    let weekday = Int((days % 7 + 7 + 4) % 7)
    let month = (Int(field(5..<7)) ?? 1) - 1
    return "\(weekdays[weekday]), \(field(8..<10)) \(months[month]) \(field(0..<4)) \(field(11..<19)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
