import Diagnostics

/// Some names in a line that has only so much room: `a, b, … 20 more`.
struct NameList {
  let names: [String]

  init(_ names: [String]) { self.names = names }

  /// At least one name is shown, however long it is. `limit` is in cells.
  func text(limit: Int) -> String {
    var shown: [String] = []
    var width = 0
    for name in names {
      let name = Display.line(name)
      width += Display.width(name) + 2
      guard shown.isEmpty || width <= limit else {
        return shown.joined(separator: ", ") + ", … \(names.count - shown.count) more"
      }
      shown.append(name)
    }
    return shown.joined(separator: ", ")
  }
}
