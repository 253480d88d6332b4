@testable import GraphRendering
import Testing

@Suite struct LayersTests {
  typealias Edges = [(from: Int, to: Int)]

  /// Graphs that can be drawn without any crossing, with their vertices in an order that hides it.
  static let plane: [(name: String, count: Int, edges: Edges)] = [
    ("a chain", 4, [(2, 1), (1, 3), (3, 0)]),
    ("five builds, a tag, three verifications", 9, [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 8), (5, 6), (5, 7)]),
    ("a diamond", 4, [(0, 1), (0, 2), (1, 3), (2, 3)]),
    ("pairs that are given crosswise", 6, [(0, 5), (1, 4), (2, 3), (0, 4)]),
    ("a tree", 10, [(0, 9), (0, 4), (9, 1), (9, 2), (4, 3), (4, 5), (4, 6), (1, 8), (3, 7)]),
    ("a long edge beside a chain", 5, [(0, 1), (1, 2), (2, 3), (0, 3), (3, 4)]),
    ("a comb", 8, [(0, 4), (4, 1), (1, 5), (5, 2), (2, 6), (6, 3), (3, 7), (0, 7)]),
    ("a path up and down", 5, [(0, 2), (1, 2), (0, 3), (1, 4)]),
  ]

  @Test(arguments: plane)
  func nothingCrossesThatNeedNot(name: String, count: Int, edges: Edges) {
    var layers = Layers(count: count, edges: edges)
    layers.untangle()
    #expect(layers.crossings == 0)
  }

  @Test func crossingsAreCounted() {
    var layers = Layers(count: 6, edges: (0..<3).flatMap { a in (3..<6).map { (a, $0) } })
    #expect(layers.crossings == 9)
    layers.untangle()
    #expect(layers.crossings == 9, "three boxes joined with three others cross nine times however they stand")
  }

  /// Against every order there is, on 200 small graphs.
  @Test func smallGraphsHaveAsFewCrossingsAsCanBe() {
    var random = Xorshift(state: 7)
    var checked = 0
    while checked < 200 {
      var edges: Edges = []
      for layer in 0..<2 {
        for a in 0..<3 {
          for b in 0..<3 where random.next() % 2 == 0 { edges.append((layer * 3 + a, layer * 3 + 3 + b)) }
        }
      }
      var layers = Layers(count: 9, edges: edges)
      // What waits for nothing stands in the first layer, which may grow too long to try every order of.
      guard layers.order.allSatisfy({ $0.count <= 4 }) else { continue }
      checked += 1
      let least = Self.leastCrossings(layers)
      layers.untangle()
      #expect(layers.crossings == least, "\(edges)")
    }
  }

  @Test func everyEdgeGoesRightAndBoxesKeepTheirDistance() {
    var random = Xorshift(state: 3)
    let edges: Edges = (0..<120).map { _ in
      let a = Int(random.next() % 40)
      return (a, a + 1 + Int(random.next() % 10))
    }
    var layers = Layers(count: 50, edges: edges)
    layers.untangle()
    for edge in edges { #expect(layers.layer[edge.from] < layers.layer[edge.to]) }
    for route in layers.routes {
      for (a, b) in zip(route, route.dropFirst()) { #expect(layers.layer[b] == layers.layer[a] + 1) }
    }
    let heights = layers.heights(pitch: 50)
    for vertices in layers.order {
      for (a, b) in zip(vertices, vertices.dropFirst()) {
        let least = layers.isBend(a) || layers.isBend(b) ? 25.0 : 50
        #expect(heights[b] - heights[a] >= least - 1e-6)
      }
    }
    #expect(heights.min() == 0)
  }

  @Test func aChainOfThousandsAndAFanOfThousandsAreNoTrouble() {
    let chain = Layers(count: 3_000, edges: (1..<3_000).map { ($0 - 1, $0) } + [(0, 2_999)])
    #expect(chain.order.count == 3_000)
    var fan = Layers(count: 3_001, edges: (1...3_000).map { (0, $0) })
    fan.untangle()
    #expect(fan.heights(pitch: 1).max() == 2_999)
  }

  /// Tries every order of every layer, layer by layer: the least of one layer depends on the one before alone.
  private static func leastCrossings(_ layers: Layers) -> Int {
    var best: [[Int]: Int] = [:]
    for (index, vertices) in layers.order.enumerated() {
      var next: [[Int]: Int] = [:]
      for order in permutations(vertices) {
        guard index > 0 else {
          next[order] = 0
          continue
        }
        next[order] = best.map { before, crossings in crossings + count(layers, before, order) }.min()
      }
      best = next
    }
    return best.values.min() ?? 0
  }

  private static func count(_ layers: Layers, _ before: [Int], _ order: [Int]) -> Int {
    let ends = order.enumerated().flatMap { place, vertex in
      layers.before[vertex].compactMap { other in before.firstIndex(of: other).map { ($0, place) } }
    }
    var crossings = 0
    for (index, a) in ends.enumerated() {
      for b in ends[index...] where (a.0 - b.0) * (a.1 - b.1) < 0 { crossings += 1 }
    }
    return crossings
  }

  private static func permutations(_ values: [Int]) -> [[Int]] {
    guard values.count > 1 else { return [values] }
    return values.indices.flatMap { index in
      var rest = values
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}

extension Layers {
  /// Every vertex as far to the left as its edges, which make no circle, let it.
  fileprivate init(count: Int, edges: [(from: Int, to: Int)]) {
    var layer = Array(repeating: 0, count: count)
    var isDone = false
    while !isDone {
      isDone = true
      for edge in edges where layer[edge.to] <= layer[edge.from] {
        layer[edge.to] = layer[edge.from] + 1
        isDone = false
      }
    }
    self.init(layer: layer, edges: edges)
  }
}

struct Xorshift {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
