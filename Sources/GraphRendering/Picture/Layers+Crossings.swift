extension Layers {
  /// How many pairs of edges cross in this order. O(edges · log vertices).
  var crossings: Int {
    let position = positions
    return order.dropFirst().reduce(0) { sum, vertices in
      // Edges by their left ends, then an inversion for each pair whose right ends stand the other way round.
      var ends: [(left: Int, right: Int)] = []
      for vertex in vertices { for other in before[vertex] { ends.append((position[other], position[vertex])) } }
      ends.sort { $0 < $1 }
      var seen = PrefixSums(count: vertices.count)
      var crossings = 0
      for (index, end) in ends.enumerated() {
        crossings += index - seen.sum(through: end.right)
        seen.add(at: end.right)
      }
      return sum + crossings
    }
  }

  /// Of each vertex in its layer.
  var positions: [Int] {
    var positions = Array(repeating: 0, count: layer.count)
    for vertices in order { for (index, vertex) in vertices.enumerated() { positions[vertex] = index } }
    return positions
  }

  /// Puts the vertices of each layer in an order with few crossings; none, if a few sweeps find such an order.
  ///
  /// Barycentres, to and fro, and swaps of neighbours; the best order that was seen is kept. Source: Gansner, Koutsofios,
  /// North, Vo: A Technique for Drawing Directed Graphs, 1993, section 3.
  mutating func untangle() {
    var best = (order: order, crossings: crossings)
    var attempt = 0
    // A small graph is worth more attempts: from the order that was given, and from shuffled ones.
    let attempts = layer.count <= 100 ? 24 : layer.count <= 1000 ? 6 : 2
    while best.crossings > 0, attempt < attempts {
      if attempt > 0 { shuffle(seed: UInt64(attempt)) }
      var idle = 0
      for sweep in 0..<24 where best.crossings > 0 && idle < 4 {
        sortByBarycentre(isForward: (sweep + attempt) % 2 == 0, swapsTies: sweep % 4 >= 2)
        swapNeighbours()
        let crossings = self.crossings
        idle += 1
        if crossings < best.crossings {
          best = (order, crossings)
          idle = 0
        }
      }
      attempt += 1
    }
    order = best.order
  }

  /// Always the same for the same seed: a picture does not change from run to run.
  private mutating func shuffle(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    for index in order.indices {
      for place in order[index].indices.reversed() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order[index].swapAt(place, Int((state >> 33) % UInt64(place + 1)))
      }
    }
  }

  private mutating func sortByBarycentre(isForward: Bool, swapsTies: Bool) {
    var position = positions
    let layers = isForward ? Array(order.indices.dropFirst()) : order.indices.dropLast().reversed()
    for index in layers {
      let keyed = order[index].enumerated().map { place, vertex in
        let others = isForward ? before[vertex] : after[vertex]
        let sum = others.reduce(0) { $0 + position[$1] }
        let centre = others.isEmpty ? Double(place) : Double(sum) / Double(others.count)
        return (vertex: vertex, centre: centre, place: swapsTies ? -place : place)
      }
      order[index] = keyed.sorted { ($0.centre, $0.place) < ($1.centre, $1.place) }.map(\.vertex)
      for (place, vertex) in order[index].enumerated() { position[vertex] = place }
    }
  }

  /// Swaps two that stand side by side where that saves a crossing, a few times over.
  private mutating func swapNeighbours() {
    var position = positions
    for _ in 0..<4 {
      var isBetter = false
      for index in order.indices {
        // The neighbours' places do not change while one layer does.
        let left = order[index].map { before[$0].map { position[$0] }.sorted() }
        let right = order[index].map { after[$0].map { position[$0] }.sorted() }
        var places = Array(order[index].indices)
        for place in places.indices.dropLast() {
          let (a, b) = (places[place], places[place + 1])
          let now = Self.crossings(left[a], left[b]) + Self.crossings(right[a], right[b])
          guard now > 0, now > Self.crossings(left[b], left[a]) + Self.crossings(right[b], right[a]) else { continue }
          places.swapAt(place, place + 1)
          isBetter = true
        }
        let vertices = order[index]
        order[index] = places.map { vertices[$0] }
        for (place, vertex) in order[index].enumerated() { position[vertex] = place }
      }
      if !isBetter { return }
    }
  }

  /// Crossings of the edges of two neighbours, the first above the second; the places of the edges' other ends, sorted.
  private static func crossings(_ upper: [Int], _ lower: [Int]) -> Int {
    var (crossings, below) = (0, 0)
    for end in upper {
      while below < lower.count, lower[below] < end { below += 1 }
      crossings += below
    }
    return crossings
  }
}

/// Counts of what was added up to a place. A Fenwick tree.
private struct PrefixSums {
  private var tree: [Int]

  init(count: Int) { tree = Array(repeating: 0, count: count + 1) }

  mutating func add(at index: Int) {
    var node = index + 1
    while node < tree.count {
      tree[node] += 1
      node += node & -node
    }
  }

  func sum(through index: Int) -> Int {
    var (node, sum) = (index + 1, 0)
    while node > 0 {
      sum += tree[node]
      node -= node & -node
    }
    return sum
  }
}
