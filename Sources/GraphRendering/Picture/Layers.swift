/// A graph in layers: every vertex to the right of those it waits for. Where an edge spans several layers, a bend stands in each
/// of those between, so that every edge joins neighbours.
///
///     0 ──▶ 1 ──▶ 2
///     └─────•─────▶ 3        (• a bend)
struct Layers {
  /// How many vertices are not bends; these come first.
  let count: Int
  /// Of each vertex, bends included.
  private(set) var layer: [Int]
  /// Neighbours in the layer before and in the layer after.
  private(set) var before: [[Int]]
  private(set) var after: [[Int]]
  /// The vertices of each layer, from top to bottom.
  var order: [[Int]]
  /// Of each edge, as they were given: its vertices, from its tail over its bends to its head.
  private(set) var routes: [[Int]]

  /// - Parameters:
  ///   - layer: of each vertex; there may be layers without any.
  ///   - edges: from a vertex to one of a later layer that waits for it; each once.
  init(layer: [Int], edges: [(from: Int, to: Int)]) {
    count = layer.count
    self.layer = layer
    before = Array(repeating: [], count: count)
    after = Array(repeating: [], count: count)
    order = []
    routes = []
    // A graph of long edges would have a bend for every vertex and edge: beyond this, edges go straight.
    let bends = edges.reduce(0) { $0 + Swift.max(0, layer[$1.to] - layer[$1.from] - 1) }
    let isBent = bends <= 8 * (count + edges.count)
    for edge in edges {
      var route = [edge.from]
      if isBent, layer[edge.to] > layer[edge.from] {
        for step in (layer[edge.from] + 1)..<layer[edge.to] {
          let bend = self.layer.count
          self.layer.append(step)
          before.append([])
          after.append([])
          join(route[route.count - 1], bend)
          route.append(bend)
        }
      }
      if isBent || layer[edge.to] == layer[edge.from] + 1 { join(route[route.count - 1], edge.to) }
      routes.append(route + [edge.to])
    }
    order = initialOrder()
  }

  func isBend(_ vertex: Int) -> Bool { vertex >= count }

  private mutating func join(_ from: Int, _ to: Int) {
    after[from].append(to)
    before[to].append(from)
  }

  /// Depth first over edges in both directions: what belongs together starts side by side.
  private func initialOrder() -> [[Int]] {
    var order: [[Int]] = Array(repeating: [], count: (layer.max() ?? -1) + 1)
    var isSeen = Array(repeating: false, count: layer.count)
    for start in layer.indices where !isSeen[start] {
      var stack = [start]
      while let vertex = stack.popLast() {
        guard !isSeen[vertex] else { continue }
        isSeen[vertex] = true
        order[layer[vertex]].append(vertex)
        stack.append(contentsOf: after[vertex].reversed())
        stack.append(contentsOf: before[vertex].reversed())
      }
    }
    return order
  }
}
