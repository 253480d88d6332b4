import Document
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2017-01-19T16:27:20.974Z", 1_484_843_240_974),
    ("2017-01-19T16:27:20.974999999Z", 1_484_843_240_974),
    ("2017-01-19t16:27:20.9z", 1_484_843_240_900),
    ("2017-01-19T17:57:20+01:30", 1_484_843_240_000),
    ("2017-01-19T10:27:20-06:00", 1_484_843_240_000),
    ("2000-02-29T23:59:59.999Z", 951_868_799_999),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("0000-03-01T00:00:00Z", -62_162_035_200_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func read(text: String, milliseconds: Int64) {
    #expect(Timestamp(iso: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2017-01-19", "2017-01-19T16:27:20", "2017-01-19T16:27Z", "2017-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2017-13-01T00:00:00Z", "2017-00-01T00:00:00Z", "2017-01-00T00:00:00Z", "2017-04-31T00:00:00Z",
    "2017-01-01T24:00:00Z", "2017-01-01T00:60:00Z", "2017-01-01T00:00:61Z", "2017-01-01T00:00:00.Z",
    "2017-01-01T00:00:00+1:00", "2017-01-01T00:00:00+24:00", "2017-01-01T00:00:00Z ", "2017-1-1T00:00:00Z",
    "+2017-01-01T00:00:00Z", "2017-01-01 00:00:00Z", "２０17-01-01T00:00:00Z",
  ])
  func refused(text: String) { #expect(Timestamp(iso: text) == nil) }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (1_484_843_240_974, "2017-01-19T16:27:20.974Z"),
    (951_782_400_007, "2000-02-29T00:00:00.007Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func written(milliseconds: Int64, text: String) { #expect(Timestamp(milliseconds: milliseconds).iso == text) }

  /// Every day of a century that has a leap year at its end and none at its start, there and back.
  @Test func everyDay() {
    var previous = Timestamp(iso: "1900-01-01T12:34:56.789Z")
    for _ in 0..<(101 * 365 + 25) {
      let next = previous?.advanced(byMilliseconds: 86_400_000)
      guard let next, Timestamp(iso: next.iso) == next else {
        Issue.record("after \(previous?.iso ?? "nothing")")
        return
      }
      previous = next
    }
    #expect(previous?.iso == "2001-01-01T12:34:56.789Z")
  }

  @Test func endsOfTime() {
    #expect(Timestamp(milliseconds: .max).advanced(byMilliseconds: 1).milliseconds == .max)
    #expect(Timestamp(milliseconds: .min).advanced(byMilliseconds: -1).milliseconds == .min)
    #expect(Timestamp(milliseconds: .max).iso.hasSuffix("Z"))
    #expect(Timestamp(milliseconds: .min).iso.hasSuffix("Z"))
  }
}
