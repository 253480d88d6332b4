/// The distance of Damerau and Levenshtein in its restricted form: insertions, deletions, replacements, and swaps of
/// neighbours that are not changed again.
enum EditDistance {
  /// The distance, or nil if it is greater than `limit`. Time: the length of `a` times `limit`.
  static func between(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    let far = limit + 1
    var (before, last) = ([Int](repeating: far, count: b.count + 1), [Int](repeating: far, count: b.count + 1))
    for j in 0...min(limit, b.count) { last[j] = j }
    for i in stride(from: 1, through: a.count, by: 1) {
      var row = [Int](repeating: far, count: b.count + 1)
      if i <= limit { row[0] = i }
      // Cells farther than `limit` from the diagonal cannot lead to a distance within it.
      for j in stride(from: max(1, i - limit), through: min(b.count, i + limit), by: 1) {
        var cost = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        cost = min(cost, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
        row[j] = min(cost, far)
      }
      guard row.contains(where: { $0 <= limit }) || last.contains(where: { $0 < limit }) else { return nil }
      (before, last) = (last, row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
