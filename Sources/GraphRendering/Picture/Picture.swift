import Document
import TaskGraph

/// Where everything stands in a picture of the graphs. Tasks that have to do with each other form a band; bands stand below each
/// other, so that no edge of one ever meets one of another.
///
///     production
///       win10-64-2004   [packer-image] ──▶ [tag-image] ──▶ [verify-image]
///       win7-32         [packer-image] ──▶ [tag-image]
struct Picture {
  struct Section {
    let graph: Graph
    let bands: [Band]
  }

  struct Band {
    /// What its tasks have in common: the key, mostly.
    let title: String
    /// In the order of their columns, each column from top to bottom.
    let tasks: [PlacedTask]
    let edges: [PlacedEdge]
    let width: Int
    let height: Int
  }

  struct PlacedTask {
    /// Index in the graph.
    let task: Int
    /// What tells it from the others of its band.
    let title: String
    /// The corner at the upper left, in pixels from that of the band.
    let x: Int
    let y: Int
  }

  /// From a task to one that waits for it.
  struct PlacedEdge {
    /// Indices in the graph.
    let from: Int
    let to: Int
    /// Where it leaves and enters boxes and passes bends: from and to of each stretch.
    let stretches: [Stretch]

    struct Stretch {
      let x0: Int
      let y0: Int
      let x1: Int
      let y1: Int
    }
  }

  /// In pixels.
  enum Size {
    static let box = (width: 220, height: 44)
    static let column = 252
    static let row = 54
  }

  let sections: [Section]
  let kinds: [String]

  init(_ set: GraphSet) {
    kinds = set.graphs.kinds
    sections = set.graphs.map { Section($0) }
  }
}

extension Picture.Section {
  init(_ graph: Graph) {
    self.graph = graph
    let dependencies = graph.dependencyIndices
    let platforms = Set(graph.tasks.compactMap { $0.coordinates[.platform] }).count
    bands = Self.components(dependencies).map { tasks in
      Picture.Band(graph, tasks: tasks, dependencies: dependencies, showsPlatform: platforms > 1)
    }.sorted { $0.title.precedesInBytes($1.title) }
  }

  /// The tasks that have to do with each other, each group in the graph's order.
  private static func components(_ dependencies: [[Int]]) -> [[Int]] {
    var leader = Array(dependencies.indices)
    func find(_ task: Int) -> Int {
      var task = task
      while leader[task] != task {
        leader[task] = leader[leader[task]]
        task = leader[task]
      }
      return task
    }
    for (task, others) in dependencies.enumerated() {
      for other in others {
        let (a, b) = (find(task), find(other))
        leader[max(a, b)] = min(a, b)
      }
    }
    return Dictionary(grouping: dependencies.indices, by: find).sorted { $0.key < $1.key }.map(\.value)
  }
}
