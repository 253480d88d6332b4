/// A part of a long list. The token says where the next one begins.
struct Page: Sendable {
  /// Source: lib-api's pagination.
  static let longest = 1_000

  let start: Int
  let limit: Int

  /// Nil if the token is none of ours.
  init?(limit: Int?, token: String?) {
    self.limit = min(max(limit ?? Self.longest, 1), Self.longest)
    guard let token else {
      start = 0
      return
    }
    guard token.hasPrefix(Self.mark), let start = Int(token.dropFirst(Self.mark.count)), start >= 0 else { return nil }
    self.start = start
  }

  func range(of count: Int) -> (range: Range<Int>, next: String?) {
    let first = min(start, count)
    let end = first + min(limit, count - first)
    return (first..<end, end < count ? "\(Self.mark)\(end)" : nil)
  }

  private static let mark = "from-"
}
