import Diagnostics
import TaskGraph

/// Reasons in words, with the line that said so. The lines of each file are counted once.
struct ReasonText {
  private var lines: [String: LineIndex] = [:]

  /// ``not among `include keys` (commit message:5)``
  mutating func text(_ reason: Reason) -> String {
    reason.place.map { "\(reason.text) (\($0.file.name):\(line(of: $0)))" } ?? reason.text
  }

  /// From 1.
  mutating func line(of place: Place) -> Int { position(of: place).line }

  mutating func position(of place: Place) -> Position {
    let index = lines[place.file.name] ?? LineIndex(place.file)
    lines[place.file.name] = index
    return index.position(at: place.range.lowerBound)
  }
}
