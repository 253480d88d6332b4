import Document
@testable import GraphRendering
import TaskDefinitions
@testable import TaskGraph
import Testing

@Suite struct PictureTests {
  /// A task: its kind, the value of its key and its platform, if it has them, and the numbers of those it waits for.
  typealias Node = (kind: String, key: String?, platform: String?, needs: [Int])

  static let graphs: [(name: String, nodes: [Node], bands: [String])] = [
    ("a band a key", [("build", "a", nil, []), ("tag", "a", nil, [0]), ("build", "b", nil, [])], ["a: 0 1", "b: 2"]),
    (
      "a task that joins keys comes after them",
      [
        ("build", "b", nil, []), ("build", "a", nil, []), ("report", nil, nil, [0, 1]), ("mail", nil, nil, [2]),
      ], ["a: 1", "b: 0", "2 keys: 2 3"]
    ),
    (
      "one that they wait for comes before them",
      [("setup", nil, nil, []), ("build", "a", nil, [0]), ("build", "b", nil, [0])], ["2 keys: 0", "a: 1", "b: 2"]
    ),
    ("a task of one key stays with it", [("build", "a", nil, []), ("report", nil, nil, [0])], ["a: 0 1"]),
    (
      "a task for each platform has its own band",
      [
        ("build", "a", "aws", []), ("build", "b", "aws", []), ("build", "c", "gcp", []), ("build", "d", "gcp", []),
        ("report", nil, "gcp", [2, 3]), ("report", nil, "aws", [0, 1]),
      ], ["a · aws: 0", "b · aws: 1", "c · gcp: 2", "d · gcp: 3", "aws · 2 keys: 5", "gcp · 2 keys: 4"]
    ),
    (
      "a key of two platforms is one band",
      [("build", "a", "aws", []), ("build", "a", "gcp", []), ("build", "b", "gcp", [])], ["a: 0 1", "b · gcp: 2"]
    ),
    ("what has no key at all is called by its label", [("docs", nil, nil, [])], ["docs-0: 0"]),
  ]

  @Test(arguments: graphs)
  func everyKeyHasItsBand(name: String, nodes: [Node], bands: [String]) {
    let section = Picture.Section(Self.graph(nodes))
    let found = section.bands.map { band in
      let numbers = band.tasks.map { section.graph.tasks[$0.task].label.split(separator: "-")[1] }.sorted()
      return "\(band.title): \(numbers.joined(separator: " "))"
    }
    #expect(found == bands)
  }

  /// A task stands to the right of all that it waits for, whatever band that is in, and says what comes from elsewhere.
  @Test func whatComesFromOtherBandsIsNamed() {
    let nodes: [Node] = [
      ("build", "a", nil, []), ("tag", "a", nil, [0]), ("build", "b", nil, []), ("report", nil, nil, [1, 2]),
      ("mail", nil, nil, [2, 3]),
    ]
    let bands = Picture.Section(Self.graph(nodes)).bands
    #expect(bands.map(\.notes.count) == [0, 0, 1])
    #expect(bands[2].notes.map(\.text) == ["build, tag"])
    #expect(bands[2].tasks.map(\.x) == [2 * Picture.Size.column, 3 * Picture.Size.column])
    #expect(bands[2].edges.filter { $0.from == nil }.map(\.to) == bands[2].tasks.map(\.task))
    #expect(bands[2].edges.count == 3)
  }

  @Test(arguments: [
    ("short", 100, "short"), ("packer-image · win10-64-2004-gpu", 150, "packer-i…2004-gpu"), ("世界世界世界", 60, "世…界"),
    ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 40, "e\u{301}e\u{301}…e\u{301}"), ("abc", 0, "…"), ("", 0, ""),
  ])
  func textIsCutInItsMiddle(text: String, room: Int, fitted: String) {
    #expect(TextWidth.bold.fitted(text, to: room) == fitted)
  }

  private static func graph(_ nodes: [Node]) -> Graph {
    let ids = nodes.indices.map { TaskID.derived(decision: .placeholder, label: "\($0)") }
    let tasks = nodes.enumerated().map { number, node in
      let cell = Cell(
        platform: node.platform ?? "", key: node.key ?? "", environment: "production", location: "", pool: nil)
      let axes: [Axis] = (node.platform == nil ? [] : [.platform]) + (node.key == nil ? [] : [.key])
      return GraphTask(
        label: "\(node.kind)-\(number)", id: ids[number], kind: node.kind,
        coordinates: Coordinates(of: cell, on: axes)!, locations: [], pools: [], needs: [],
        definition: ["dependencies": JSON(node.needs.map { ids[$0].text })], files: [], unlessUpToDate: false,
        hasOptionalScopes: false, reasons: [])
    }
    return Graph(environment: "production", rootURL: "https://tc.example.com", tasks: tasks, leftOut: [])
  }
}
