import CommitSyntax
import Diagnostics
import Document
@testable import GraphRendering
import TaskDefinitions
@testable import TaskGraph
import TestSupport
import Testing

@Suite struct TreeTextTests {
  @Test func colourIsOnlyPaint() {
    let set = Sample.readme.set
    let painted = TreeText(color: true).text(of: set)
    #expect(painted.contains("\u{1B}[36m  packer-image-"), "each kind has its colour")
    #expect(painted.contains("\u{1B}[35m"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == TreeText().text(of: set))
  }

  @Test func explainSaysWhyOfEverything() throws {
    var sample = Sample.readme
    sample.others = (1...22).map { "win7-32-\($0)" }
    let text = TreeText(explain: true).text(of: sample.set)
    try expectGolden(text, "explain.tree.txt")
    let folded = TreeText().text(of: sample.set)
    let names = "win7-32-1, win7-32-10, win7-32-11, win7-32-12, win7-32-13, … 17 more"
    #expect(folded.hasSuffix("\n  22 keys  not among `include keys` (commit message:7)  \(names)\n"))
  }

  /// What holds in every environment is said once; what holds in one says which.
  @Test func reasonsOfOneEnvironmentNameIt() {
    let sample = Sample(keys: ["a"], environments: [("one", "https://a.example"), ("two", "https://b.example")])
    let set = sample.set
    let both = LeftOut(.key("b"), because: Reason("has no pool"))
    let graphs = set.graphs.enumerated().map { index, graph in
      let own =
        index == 0 ? [LeftOut(.locations(["eastus", "westus"], of: .key("a")), because: Reason("up to date"))] : []
      return Graph(environment: graph.environment, rootURL: graph.rootURL, tasks: graph.tasks, leftOut: [both] + own)
    }
    let text = TreeText().text(
      of: GraphSet(message: set.message, selection: set.selection, graphs: graphs, kinds: sample.kinds))
    #expect(
      text.hasSuffix(
        """
        left out
          b            has no pool
          2 locations  in one up to date  eastus of a, westus of a

        """))
  }

  /// What a message leaves out of a key, and the index of a task, is told apart.
  @Test func leftOutInJSONSaysOfWhat() throws {
    let set = Sample.readme.set
    let place = set.message.file.place(at: 0)
    let leftOut = [
      LeftOut(.locations(["eastus"], of: .key("a")), because: Reason(.notNamed(.include, .regions), at: place)),
      LeftOut(.pools(["p/b"], of: .key("a")), because: Reason(.named(.exclude, .pools), at: place)),
      LeftOut(.locations(["westus"], of: .task(label: "l", kind: "k")), because: Reason(.upToDate)),
    ]
    let graph = Graph(environment: "e", rootURL: "https://e.example", tasks: [], leftOut: leftOut)
    let whole = GraphSet(message: set.message, selection: set.selection, graphs: [graph], kinds: ["k"])
    let json = try JSON(parsing: PreviewJSON.bytes(of: whole))
    let ofTheGraph = json["left-out"]?.array?.filter { $0["environment"] != nil } ?? []
    let expected: [JSON] =
      [
        [
          "environment": "e", "file": "commit message", "line": 1, "key": "a", "locations": ["eastus"],
          "reason": "not among `include regions`",
        ],
        [
          "environment": "e", "file": "commit message", "line": 1, "key": "a", "pools": ["p/b"],
          "reason": "named by `exclude pools`",
        ],
        [
          "environment": "e", "kind": "k", "label": "l", "locations": ["westus"],
          "reason": "up to date: its digest and its latest are the same task",
        ],
      ]
    #expect(ofTheGraph == expected)
  }

  /// A tag task that waits for five builds stands below the last of them.
  @Test func aTaskOfSeveralDependenciesStandsOnce() {
    let set = Sample.many(1).set
    let graph = set.graphs[0]
    let (build, tag) = (graph.tasks[0], graph.tasks[1])
    let builds = (1...3).map { number in
      GraphTask(
        label: "build-\(number)", id: .derived(decision: build.id, label: "\(number)"), kind: build.kind,
        coordinates: build.coordinates, locations: [], pools: [], needs: [], definition: build.definition, files: [],
        unlessUpToDate: false, hasOptionalScopes: false, reasons: [])
    }
    var definition = tag.definition.object ?? [:]
    definition["dependencies"] = .array(builds.map { .string($0.id.text) })
    let last = GraphTask(
      label: "tag", id: tag.id, kind: tag.kind, coordinates: tag.coordinates, locations: [], pools: [],
      needs: builds.map { .init(kind: $0.kind, label: $0.label, id: $0.id) }, definition: .object(definition),
      files: [],
      unlessUpToDate: false, hasOptionalScopes: false, reasons: [])
    let drawn = Graph(environment: "production", rootURL: graph.rootURL, tasks: builds + [last], leftOut: [])
    let text = TreeText().text(
      of: GraphSet(message: set.message, selection: set.selection, graphs: [drawn], kinds: [build.kind, tag.kind]))
    #expect(
      text == """
        production: 4 tasks, longest path 4.5 h
          build-1  relops-3/win2019          4 h
          build-2  relops-3/win2019          4 h
          build-3  relops-3/win2019          4 h
          └─ tag   relops-3/decision-gcp  30 min  waits for 3 tasks

        """)
  }

  /// On a narrow terminal the pools go, and then the ends of labels; a line of more than the width is none of the table's.
  @Test(arguments: [140, 100, 80, 60])
  func aNarrowTerminalIsKeptTo(width: Int) throws {
    for (name, sample) in [("three", Sample.readme), ("many", .many(20)), ("more", .many(100))] {
      var sample = sample
      sample.others = (1...22).map { "win7-32-\($0)" }
      let text = TreeText(width: width).text(of: sample.set)
      #expect(text.split(separator: "\n").allSatisfy { Display.width($0) <= width }, "\(name) \(text)")
      let rows = text.split(separator: "\nleft out")[0].split(separator: "\n").dropFirst()
      #expect(rows.allSatisfy { $0.contains(/\d (h|min)\b/) }, "\(name) \(text)")
    }
    let table = TableText(.aligned, width: width).text(of: Sample.readme.set)
    #expect(table.split(separator: "\n").allSatisfy { Display.width($0) <= width }, "\(table)")
    try expectGolden(TreeText(width: width).text(of: Sample.readme.set), "three.\(width).tree.txt")
    #expect(
      TreeText(full: true, width: width).text(of: Sample.readme.set) == TreeText(full: true).text(of: Sample.readme.set)
    )
  }

  @Test func columnsCountCells() {
    var table = TextTable()
    table.add([.init("世界"), .init("1", .none, .right)])
    table.add([.init("e\u{301}"), .init("10", .none, .right), .init("end")])
    #expect(table.text(color: false) == "世界   1\ne\u{301}     10  end\n")
  }

  @Test(arguments: [
    (0, "0 s"), (59, "59 s"), (60, "1 min"), (90, "1.5 min"), (3599, "60 min"), (3600, "1 h"), (5400, "1.5 h"),
    (19_800, "5.5 h"), (19_801, "5.6 h"), (-1, "0 s"),
  ])
  func timesAreBounds(seconds: Int, text: String) { #expect(TimeBound(seconds: seconds).description == text) }

  @Test func namesOfNodesAreTheirOwn() {
    #expect(NodeNames.name(of: "packer-image-azure") == "t_packer_image_azure")
    let labels = [
      "a-b", "a_b", "a.b", "a--b", "a b", "é", "ê", String(repeating: "x", count: 121),
      String(repeating: "x", count: 122),
    ]
    let names = labels.map(NodeNames.name)
    #expect(Set(names).count == labels.count)
    #expect(
      names.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F } }
    )
  }
}
