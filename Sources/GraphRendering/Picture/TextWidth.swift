import Diagnostics

/// How wide a text is at most, in whichever font a reader has: what fits by this stays in its box.
///
/// Measured as DejaVu Sans is, which is what a Linux without other fonts shows, and wider than those that macOS, Windows and
/// Android have.
struct TextWidth {
  /// Of a title in a box or beside it.
  static let bold = TextWidth(size: 13, advances: boldAdvances, wide: 1.25)
  /// Of the lines in small type.
  static let small = TextWidth(size: 11.5, advances: plainAdvances, wide: 1.15)
  /// Of an environment's name.
  static let heading = TextWidth(size: 16, advances: boldAdvances, wide: 1.25)

  /// In pixels.
  let size: Double
  /// Of the printable characters of ASCII, in hundredths of the size.
  let advances: [Int]
  /// Of any other character that is seen, in parts of the size: `Ж` is wider than Chinese is.
  let wide: Double

  func width(of text: String) -> Double { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }

  private func width(of scalar: Unicode.Scalar) -> Double {
    if (0x20..<0x7F).contains(scalar.value) { return Double(advances[Int(scalar.value) - 0x20]) / 100 * size }
    switch scalar {
    case "·": return 0.4 * size
    case "…": return size
    default: return Display.width(String(scalar)) == 0 ? 0 : wide * size
    }
  }

  /// Text of one line, shortened in its middle: names begin with what they share, and end with what tells them apart.
  func fitted(_ text: String, to room: Int) -> String {
    let line = Display.line(text)
    guard width(of: line) > Double(room) else { return line }
    var characters = line.map { (character: $0, width: width(of: String($0))) }[...]
    var (head, tail, used) = ("", "", width(of: "…"))
    while let first = characters.popFirst(), used + first.width <= Double(room) {
      head.append(first.character)
      used += first.width
      guard let last = characters.popLast(), used + last.width <= Double(room) else { break }
      tail.append(last.character)
      used += last.width
    }
    return head + "…" + String(tail.reversed())
  }

  /// Source: DejaVu Sans 2.37, rounded up.
  private static let plainAdvances = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69,
    62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64,
    60, 82, 60, 60, 53, 64, 34, 64, 84,
  ]
  /// Source: DejaVu Sans Bold 2.37, rounded up.
  private static let boldAdvances = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84,
    84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78,
    73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72,
    66, 93, 65, 66, 59, 72, 37, 72, 84,
  ]
}
