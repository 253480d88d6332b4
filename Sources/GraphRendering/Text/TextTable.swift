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

  /// How the table gives way where a terminal is too narrow: columns that are left out, the first one first, and then the
  /// one that is cut, down to some cells.
  var dropped: [Int] = []
  var cut = (column: 0, least: 24)

  mutating func add(_ cells: [Cell]) { rows.append(.cells(cells)) }
  mutating func add(line: Cell) { rows.append(.line(line)) }

  /// Of each column, in cells; 0 of one that is empty.
  private var widths: [Int] {
    var widths: [Int] = []
    for case .cells(let cells) in rows {
      for (column, cell) in cells.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], Display.width(cell.text))
      }
    }
    return widths
  }

  /// The same within so many cells, or as few more as can be.
  func fitted(to width: Int) -> TextTable {
    var table = self
    func excess() -> Int {
      let shown = table.widths.filter { $0 > 0 }
      return shown.reduce(0, +) + gap * max(0, shown.count - 1) - width
    }
    for column in dropped where excess() > 0 { table.change(column) { _ in "" } }
    let excess = excess()
    if excess > 0 {
      let room = max(cut.least, table.widths[cut.column] - excess)
      table.change(cut.column) { Display.fitted($0, width: room) }
    }
    return table
  }

  private mutating func change(_ column: Int, _ change: (String) -> String) {
    for case (let index, .cells(var cells)) in zip(rows.indices, rows) where column < cells.count {
      cells[column] = Cell(change(cells[column].text), cells[column].paint, cells[column].alignment)
      rows[index] = .cells(cells)
    }
  }

  /// Each line with a line end, none with white space before it.
  func text(color: Bool) -> String {
    let widths = widths
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
