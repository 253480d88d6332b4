extension Array where Element == String {
  /// `a, b, c and 7 more`: what fits on a line or two.
  var listed: String {
    let shown = 10
    let text = prefix(shown).joined(separator: ", ")
    return count > shown ? "\(text) and \(count - shown) more" : text
  }
}
