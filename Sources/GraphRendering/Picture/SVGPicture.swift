package import TaskGraph

/// The graphs as a picture in SVG, which is light or dark as its reader is. Nothing is loaded, nothing is run.
package struct SVGPicture: Sendable {
  /// In pixels.
  private enum Layout {
    static let margin = 24
    /// The column of the bands' titles.
    static let titles = 220
    static let heading = 44
    static let gap = 14
  }

  package init() {}

  package func text(of set: GraphSet) -> String {
    let picture = Picture(set)
    var body = ""
    var y = Layout.margin
    var width = 560
    for section in picture.sections where !section.bands.isEmpty {
      let summary = Summary(of: section.graph)
      let name = TextWidth.heading.fitted(section.graph.environment, to: Layout.titles - 16)
      body += text(name, x: Layout.margin, y: y + 18, "h")
      body += text(summary.text, x: Layout.margin + Layout.titles, y: y + 18, "s")
      y += Layout.heading
      for band in section.bands {
        body += draw(band, of: section.graph, kinds: picture.kinds, y: y)
        y += band.height + Layout.gap
        width = max(width, Layout.margin * 2 + Layout.titles + band.width)
      }
      y += Layout.margin - Layout.gap
    }
    if picture.sections.allSatisfy(\.bands.isEmpty) {
      body += text("no tasks", x: Layout.margin, y: y + 18, "h")
      y += Layout.heading
    } else if set.tasks.contains(where: \.unlessUpToDate) {
      body += text("A dashed box is built unless it is up to date.", x: Layout.margin, y: y + 4, "s")
      y += Layout.margin
    }
    let title = Summary(of: set.graphs).text
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(y)" viewBox="0 0 \(width) \(y)" role="img" aria-labelledby="title">
      <title id="title">\(Markup.escaped(title))</title>
      <style>
      \(style(kinds: picture.kinds.count))
      </style>
      <rect class="ground" width="\(width)" height="\(y)"/>
      \(body)</svg>

      """
  }

  // MARK: - Parts

  private func draw(_ band: Picture.Band, of graph: Graph, kinds: [String], y: Int) -> String {
    let middle = band.height / 2 + 5
    let title = TextWidth.bold.fitted(band.title, to: Layout.titles - 16)
    var drawn = "<g transform=\"translate(\(Layout.margin) \(y))\">\n"
    drawn += text(title, x: 0, y: middle, "b")
    drawn += "<g transform=\"translate(\(Layout.titles))\">\n"
    for edge in band.edges { drawn += "<path class=\"e\" d=\"\(edge.path)\"/>\n" }
    for edge in band.edges { drawn += "<path class=\"a\" d=\"\(edge.tip)\"/>\n" }
    for note in band.notes { drawn += text(note.text, x: note.x, y: note.y + 4, "s w") }
    for placed in band.tasks { drawn += draw(placed, graph.tasks[placed.task], kinds) }
    return drawn + "</g>\n</g>\n"
  }

  private func draw(_ placed: Picture.PlacedTask, _ task: GraphTask, _ kinds: [String]) -> String {
    let (width, height) = Picture.Size.box
    let kind = (kinds.firstIndex(of: task.kind) ?? 0) % Palette.light.count
    let x = Picture.Size.text.x
    let mark = task.unlessUpToDate ? " d" : ""
    return """
      <g transform="translate(\(placed.x) \(placed.y))"><title>\(Markup.escaped(task.label))</title>\
      <rect class="n\(mark)" width="\(width)" height="\(height)" rx="6"/>\
      <rect class="k\(kind)" x="6" y="8" width="4" height="\(height - 16)" rx="2"/>\
      <text class="t" x="\(x)" y="18">\(Markup.escaped(placed.title))</text>\
      <text class="s" x="\(x)" y="34">\(Markup.escaped(placed.line))</text></g>

      """
  }

  private func text(_ text: String, x: Int, y: Int, _ style: String) -> String {
    "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\">\(Markup.escaped(text))</text>\n"
  }

  private func style(kinds: Int) -> String {
    let shown = (0..<min(max(kinds, 1), Palette.light.count))
    let light = shown.map { ".k\($0){fill:\(Palette.light[$0])}" }.joined()
    let dark = shown.map { ".k\($0){fill:\(Palette.dark[$0])}" }.joined()
    return """
      text{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:#0f172a}
      .h{font-size:16px;font-weight:600}.b,.t{font-size:13px;font-weight:600}.s{font-size:11.5px;fill:#52606f}.w{text-anchor:end}
      .ground{fill:#ffffff}.n{fill:#ffffff;stroke:#c3ccd8}.d{stroke:#7b8794;stroke-dasharray:4 3}
      .e{fill:none;stroke:#7b8794;stroke-width:1.3}.a{fill:#7b8794}\(light)
      @media (prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9aa7b4}.ground{fill:#0d1117}.n{fill:#161b22;stroke:#39424d}
      .d{stroke:#8b98a5}.e{stroke:#8b98a5}.a{fill:#8b98a5}\(dark)}
      """
  }
}

extension Picture.PlacedEdge {
  /// The path's data: curves that leave and arrive level, straight on through bends.
  var path: String {
    var path = ""
    for (index, stretch) in stretches.enumerated() {
      path += index == 0 ? "M\(stretch.x0) \(stretch.y0)" : "H\(stretch.x0)"
      // The arrow's head has room of its own, or a steep curve would come out beside it.
      let end = index == stretches.count - 1 ? stretch.x1 - 6 : stretch.x1
      if stretch.y0 == stretch.y1 {
        path += "H\(end)"
      } else {
        let middle = (stretch.x0 + end) / 2
        path += "C\(middle) \(stretch.y0) \(middle) \(stretch.y1) \(end) \(stretch.y1)"
      }
    }
    return path
  }

  /// The arrow's head, as data of a path.
  var tip: String {
    stretches.last.map { "M\($0.x1 - 7) \($0.y1 - 4)L\($0.x1) \($0.y1)L\($0.x1 - 7) \($0.y1 + 4)z" } ?? ""
  }
}
