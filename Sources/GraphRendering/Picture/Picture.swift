import Document
import TaskGraph

/// Where everything stands in a picture of the graphs. The tasks of a key form a band; bands stand below each other, so that no
/// edge of one ever meets one of another. What comes from another band is named, not drawn.
///
///     production
///       win10-64-2004   [packer-image] ──▶ [tag-image] ──▶ [verify-image]
///       win7-32         [packer-image] ──▶ [tag-image]
///       2 keys                           2 tag-image ──▶ [report]
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
    let notes: [Note]
    let width: Int
    let height: Int
  }

  struct PlacedTask {
    /// Index in the graph.
    let task: Int
    /// What tells it from the others of its band, cut to the box.
    let title: String
    /// The second line of the box, cut to it.
    let line: String
    /// The corner at the upper left, in pixels from that of the band.
    let x: Int
    let y: Int
  }

  /// From a task to one that waits for it.
  struct PlacedEdge {
    /// Indices in the graph; from nil if what it comes from stands in other bands.
    let from: Int?
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

  /// What a task waits for in other bands, in the free space at its left: `5 tag-image`.
  struct Note {
    let text: String
    /// Where it ends, and its middle.
    let x: Int
    let y: Int
  }

  /// In pixels.
  enum Size {
    static let box = (width: 226, height: 44)
    /// Of the text in a box.
    static let text = (x: 18, width: 200)
    static let column = 252
    static let row = 54
    /// Of an arrow that comes from another band.
    static let stub = 22
  }

  let sections: [Section]
  let kinds: [String]

  init(_ set: GraphSet) {
    kinds = set.kinds
    sections = set.graphs.map { Section($0) }
  }
}

extension Picture.Section {
  init(_ graph: Graph) {
    self.graph = graph
    let dependencies = graph.dependencyIndices
    let depths = graph.depths
    let platforms = Set(graph.tasks.compactMap { $0.coordinates[.platform] }).count
    bands = BandGroups(graph, dependencies: dependencies).groups.map { group in
      let band = Picture.Band(
        graph, group, dependencies: dependencies, depths: depths, showsPlatform: platforms > 1)
      return (group.place.rawValue, band)
    }.sorted { a, b in a.0 == b.0 ? a.1.title.precedesInBytes(b.1.title) : a.0 < b.0 }.map(\.1)
  }
}
