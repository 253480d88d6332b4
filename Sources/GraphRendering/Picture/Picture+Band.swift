import Document
import TaskGraph

extension Picture.Band {
  /// - Parameter depths: of all tasks of the graph: a task stands in its column whatever band it is in.
  init(_ graph: Graph, _ group: BandGroups.Group, dependencies: [[Int]], depths: [Int], showsPlatform: Bool) {
    typealias Size = Picture.Size
    let tasks = group.tasks
    let number = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1, $0) })
    var edges: [(from: Int, to: Int)] = []
    for task in tasks {
      for other in Set(dependencies[task]).sorted() {
        if let from = number[other], let to = number[task] { edges.append((from, to)) }
      }
    }
    var layers = Layers(layer: tasks.map { depths[$0] }, edges: edges)
    layers.untangle()
    let heights = layers.heights(pitch: Double(Size.row)).map { Int($0.rounded()) }
    let titles = BandTitles(
      tasks.map { graph.tasks[$0] }, joinedKeys: group.joinedKeys, showsPlatform: showsPlatform)

    title = titles.title
    self.tasks = layers.order.joined().filter { !layers.isBend($0) }.map { vertex in
      Picture.PlacedTask(
        task: tasks[vertex], title: TextWidth.bold.fitted(titles.titles[vertex], to: Size.text.width),
        line: TextWidth.small.fitted(TaskCaption.line(of: graph.tasks[tasks[vertex]]), to: Size.text.width),
        x: layers.layer[vertex] * Size.column, y: heights[vertex])
    }
    let drawn = zip(edges, layers.routes).map { edge, route in
      let stretches = zip(route, route.dropFirst()).map { from, to in
        Picture.PlacedEdge.Stretch(
          x0: layers.layer[from] * Size.column + Size.box.width, y0: heights[from] + Size.box.height / 2,
          x1: layers.layer[to] * Size.column, y1: heights[to] + Size.box.height / 2)
      }
      return Picture.PlacedEdge(from: tasks[edge.from], to: tasks[edge.to], stretches: stretches)
    }

    // At the left of the first column there is room to say what comes from elsewhere.
    let firstColumn = (tasks.map { depths[$0] }.min() ?? 0) * Size.column
    var stubs: [Picture.PlacedEdge] = []
    var notes: [Picture.Note] = []
    for placed in self.tasks {
      let others = Set(dependencies[placed.task]).filter { number[$0] == nil }
      guard !others.isEmpty else { continue }
      let middle = placed.y + Size.box.height / 2
      let stub = Picture.PlacedEdge.Stretch(x0: placed.x - Size.stub, y0: middle, x1: placed.x, y1: middle)
      stubs.append(Picture.PlacedEdge(from: nil, to: placed.task, stretches: [stub]))
      guard placed.x == firstColumn else { continue }
      let text = TextWidth.small.fitted(Self.names(others.map { graph.tasks[$0].kind }), to: Size.box.width)
      notes.append(Picture.Note(text: text, x: stub.x0 - 6, y: middle))
    }
    self.edges = drawn + stubs
    self.notes = notes
    width = (layers.order.count - 1) * Size.column + Size.box.width
    height = (heights.max() ?? 0) + Size.box.height
  }

  /// `5 tag-image`, `setup`
  private static func names(_ kinds: [String]) -> String {
    let counts = Dictionary(grouping: kinds) { $0 }.mapValues(\.count)
    return counts.sorted { $0.key.precedesInBytes($1.key) }.map { $1 == 1 ? $0 : "\($1) \($0)" }
      .joined(separator: ", ")
  }
}

/// Names for a band and, within it, for its tasks: nothing is said twice.
private struct BandTitles {
  let title: String
  let titles: [String]

  init(_ tasks: [GraphTask], joinedKeys: Int, showsPlatform: Bool) {
    func common(_ axis: Axis) -> String? {
      let values = Self.values(tasks, axis)
      return values.count == 1 && tasks.allSatisfy { $0.coordinates[axis] != nil } ? values[0] : nil
    }
    let keys = Self.values(tasks, .key)
    if joinedKeys > 0 {
      title = ([.platform, .location, .pool].compactMap(common) + ["\(joinedKeys) keys"]).joined(separator: " · ")
    } else if keys.isEmpty {
      title = tasks.first?.label ?? ""
    } else {
      // Where a template names the tasks of other keys itself, a band has several.
      let names = keys.prefix(2).joined(separator: ", ") + (keys.count > 2 ? ", … \(keys.count - 2) more" : "")
      let platforms = Self.values(tasks, .platform)
      title = showsPlatform && platforms.count == 1 ? "\(names) · \(platforms[0])" : names
    }

    // Of tasks of one kind each says what the others do not; the pool stands on its second line.
    var varying: [String: [Axis]] = [:]
    for (kind, group) in Dictionary(grouping: tasks, by: \.kind) where group.count > 1 {
      varying[kind] = [.platform, .key, .location].filter { Self.values(group, $0).count > 1 }
    }
    titles = tasks.map { task in
      ([task.kind] + (varying[task.kind] ?? []).compactMap { task.coordinates[$0] }).joined(separator: " · ")
    }
  }

  /// Each once, in the order of the tasks.
  private static func values(_ tasks: [GraphTask], _ axis: Axis) -> [String] {
    var seen: Set<String> = []
    return tasks.compactMap { $0.coordinates[axis] }.filter { seen.insert($0).inserted }
  }
}
