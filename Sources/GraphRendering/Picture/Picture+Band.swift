import TaskGraph

extension Picture.Band {
  /// - Parameter tasks: indices of tasks that have to do with each other.
  init(_ graph: Graph, tasks: [Int], dependencies: [[Int]], showsPlatform: Bool) {
    typealias Size = Picture.Size
    let number = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1, $0) })
    var edges: [(from: Int, to: Int)] = []
    for task in tasks {
      for other in Set(dependencies[task]).sorted() {
        if let from = number[other], let to = number[task] { edges.append((from, to)) }
      }
    }
    var layers = Layers(count: tasks.count, edges: edges)
    layers.untangle()
    let heights = layers.heights(pitch: Double(Size.row)).map { Int($0.rounded()) }
    let titles = BandTitles(tasks.map { graph.tasks[$0] }, showsPlatform: showsPlatform)

    title = titles.title
    self.tasks = layers.order.joined().filter { !layers.isBend($0) }.map { vertex in
      Picture.PlacedTask(
        task: tasks[vertex], title: titles.titles[vertex], x: layers.layer[vertex] * Size.column, y: heights[vertex])
    }
    self.edges = zip(edges, layers.routes).map { edge, route in
      let stretches = zip(route, route.dropFirst()).map { from, to in
        Picture.PlacedEdge.Stretch(
          x0: layers.layer[from] * Size.column + Size.box.width, y0: heights[from] + Size.box.height / 2,
          x1: layers.layer[to] * Size.column, y1: heights[to] + Size.box.height / 2)
      }
      return Picture.PlacedEdge(from: tasks[edge.from], to: tasks[edge.to], stretches: stretches)
    }
    width = (layers.order.count - 1) * Size.column + Size.box.width
    height = (heights.max() ?? 0) + Size.box.height
  }
}

/// Names for a band and, within it, for its tasks: nothing is said twice.
private struct BandTitles {
  let title: String
  let titles: [String]

  init(_ tasks: [GraphTask], showsPlatform: Bool) {
    let keys = Self.values(tasks, .key)
    var parts = showsPlatform ? Self.values(tasks, .platform).prefix(1).map { $0 } : []
    parts += keys.prefix(2)
    if keys.count > 2 { parts.append("… \(keys.count - 2) more") }
    title = parts.isEmpty ? tasks.first?.label ?? "" : parts.joined(separator: ", ")

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
