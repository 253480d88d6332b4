import Diagnostics

/// Lines whose columns stand below each other, by the width that a terminal shows.
struct TextTable {
  enum Alignment { case left, right }

  struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// Escaped: no control characters.
    let text: String
    let paint: Paint
    let alignment: Alignment

    init(_ text: String, _ paint: Paint = .none, _ alignment: Alignment = .left) {
      self.text = Display.line(text)
      self.paint = paint
      self.alignment = alignment
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  enum Row {
    case cells([Cell])
    /// A line that stands for itself.
    case line(Cell)
  }

  var rows: [Row] = []
  /// Between two columns.
  var gap = 2

  mutating func add(_ cells: [Cell]) { rows.append(.cells(cells)) }
  mutating func add(line: Cell) { rows.append(.line(line)) }

  /// Each line with a line end, none with white space before it.
  func text(color: Bool) -> String {
    var widths: [Int] = []
    for case .cells(let cells) in rows {
      for (column, cell) in cells.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], Display.width(cell.text))
      }
    }
    var text = ""
    for row in rows {
      switch row {
      case .line(let cell): text += cell.paint.apply(to: cell.text, color)
      case .cells(let cells):
        // Space is written when something follows it.
        var pending = 0
        for (column, cell) in cells.enumerated() where widths[column] > 0 {
          let space = widths[column] - Display.width(cell.text)
          if !cell.text.isEmpty {
            text += String(repeating: " ", count: pending + (cell.alignment == .right ? space : 0))
            text += cell.paint.apply(to: cell.text, color)
            pending = gap + (cell.alignment == .right ? 0 : space)
          } else {
            pending += widths[column] + gap
          }
        }
      }
      text += "\n"
    }
    return text
  }
}

/// How text is painted on a terminal: the parameters of an SGR sequence.
struct Paint: Equatable {
  let code: String

  static let none = Paint(code: "")
  static let bold = Paint(code: "1")
  static let dim = Paint(code: "2")
  static let warning = Paint(code: "33")

  /// Colours of kinds, in their order; told apart on a light and on a dark ground.
  static func kind(_ index: Int) -> Paint {
    let codes = ["36", "32", "35", "34", "33", "96", "92", "95", "94", "93"]
    return Paint(code: codes[index % codes.count])
  }

  func apply(to text: String, _ color: Bool) -> String {
    color && !code.isEmpty && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
