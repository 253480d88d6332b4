extension Layers {
  /// The height at which each vertex stands, least 0: near the mean of its neighbours, in the order of its layer, no two of a
  /// layer nearer than `pitch`; a bend takes half of that.
  func heights(pitch: Double) -> [Double] {
    var heights = Array(repeating: 0.0, count: layer.count)
    for vertices in order {
      let offsets = self.offsets(vertices, pitch)
      for (vertex, offset) in zip(vertices, offsets) { heights[vertex] = offset }
    }
    for sweep in 0..<8 {
      let isForward = sweep % 2 == 0
      for index in isForward ? Array(order.indices) : order.indices.reversed() {
        let vertices = order[index]
        let wanted = vertices.map { vertex in
          // The last two sweeps settle between both sides.
          let others = sweep < 6 ? (isForward ? before[vertex] : after[vertex]) : before[vertex] + after[vertex]
          return others.isEmpty ? heights[vertex] : others.reduce(0) { $0 + heights[$1] } / Double(others.count)
        }
        let offsets = self.offsets(vertices, pitch)
        let placed = Self.rising(zip(wanted, offsets).map { $0 - $1 })
        for (place, vertex) in vertices.enumerated() { heights[vertex] = placed[place] + offsets[place] }
      }
    }
    let least = heights.min() ?? 0
    return heights.map { $0 - least }
  }

  /// Where the vertices of a layer stand if they stand as close as they may.
  private func offsets(_ vertices: [Int], _ pitch: Double) -> [Double] {
    var height = 0.0
    return vertices.enumerated().map { place, vertex in
      if place > 0 { height += isBend(vertex) || isBend(vertices[place - 1]) ? pitch / 2 : pitch }
      return height
    }
  }

  /// The values nearest to these, by the sum of squares, of which none is less than the one before. Pools of neighbours that
  /// stand the wrong way round take their mean.
  private static func rising(_ values: [Double]) -> [Double] {
    var pools: [(mean: Double, count: Int)] = []
    for value in values {
      var pool = (mean: value, count: 1)
      while let last = pools.last, last.mean > pool.mean {
        pools.removeLast()
        let count = last.count + pool.count
        pool = ((last.mean * Double(last.count) + pool.mean * Double(pool.count)) / Double(count), count)
      }
      pools.append(pool)
    }
    return pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
  }
}
