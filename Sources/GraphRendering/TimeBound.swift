/// A time that a task may take, as people say it: `45 s`, `30 min`, `5.5 h`.
struct TimeBound: CustomStringConvertible {
  let seconds: Int

  init(seconds: Int) { self.seconds = Swift.max(0, seconds) }

  var description: String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(Self.rounded(seconds, by: 60)) min"
    default: "\(Self.rounded(seconds, by: 3600)) h"
    }
  }

  /// With one digit after the point, if it is not zero; rounded up, as it is a bound.
  private static func rounded(_ seconds: Int, by unit: Int) -> String {
    let (whole, rest) = seconds.quotientAndRemainder(dividingBy: unit)
    let tenths = (rest * 10 + unit - 1) / unit
    switch tenths {
    case 0: return String(whole)
    case 10: return String(whole + 1)
    default: return "\(whole).\(tenths)"
    }
  }
}
