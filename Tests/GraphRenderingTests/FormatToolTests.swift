import CommitSyntax
import Diagnostics
import Document
import FoundationEssentials
import GraphRendering
@testable import TaskGraph
import TaskDefinitions
import TestSupport
import Testing

/// The programs that read what is written here.
@Suite struct FormatToolTests {
  @Test(.enabled(if: Tool.isInstalled("dot")), arguments: [1, 20])
  func graphvizDrawsEveryTask(keys: Int) async throws {
    let set = Sample.many(keys).set
    let drawn = try await Program.run("dot", ["-Tsvg"], input: DOTText().text(of: set))
    #expect(drawn.code == 0 && drawn.errors.isEmpty, "\(drawn.errors)")
    #expect(drawn.output.components(separatedBy: "class=\"node\"").count - 1 == 3 * keys)
    #expect(drawn.output.components(separatedBy: "class=\"edge\"").count - 1 == 2 * keys)
  }

  @Test(.enabled(if: Tool.python != nil))
  func taskgraphReadsItsFiles() async throws {
    let folder = try TemporaryFolder()
    var sample = Sample.many(2)
    sample.pools = 2
    let set = sample.set
    let inputs = Pipeline.Inputs(
      decision: DecisionTask(
        id: sample.decision, groupID: sample.decision, schedulerID: "taskcluster-github",
        now: Timestamp(milliseconds: 1_769_860_800_000)),
      commit: Commit(sha: String(repeating: "a", count: 40), author: "A: B <a@example.com>", message: "x"),
      repository: "https://github.com/mozilla-platform-ops/cloud-image-builder.git")
    let files: [(String, [UInt8])] = [
      ("task-graph.json", TaskgraphJSON.taskGraph(of: set)),
      ("full-task-graph.json", TaskgraphJSON.fullTaskGraph(of: set)),
      ("label-to-taskid.json", TaskgraphJSON.labelToTaskID(of: set)),
      ("target-tasks.json", TaskgraphJSON.targetTasks(of: set)),
      ("parameters.yml", TaskgraphJSON.parameters(of: set, inputs: inputs)),
      ("hostile.yml", TaskgraphJSON.parameters(of: Hostile.sample.set, inputs: inputs)),
      ("message.txt", Array(Hostile.sample.set.message.file.text.utf8)),
    ]
    for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: folder.path).appending(path: name)) }
    let ending = try await Program.run(
      Tool.python ?? "", [Checkout.root + "/Tests/Tools/taskgraph_files.py", folder.path])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
  }

  /// A graph that GitHub would refuse to draw is folded to its kinds.
  @Test func mermaidStaysWithinWhatGitHubDraws() {
    #expect(MermaidText().text(of: Sample.many(20).set).contains("win7-32-3"))
    let text = MermaidText().text(of: Sample.many(667).set)
    #expect(text.utf8.count < 50_000)
    #expect(text.contains("[\"packer-image<br/>667 tasks\"]"))
    #expect(text.contains("e0k0 --> e0k1\n    e0k1 --> e0k2\n"))
  }

  /// Mermaid itself draws what is written, in a browser, with the limits that GitHub leaves as they are.
  @Test(.enabled(if: Tool.python != nil && Tool.isInstalled("chromium")))
  func mermaidDrawsEveryTask() async throws {
    let folder = try TemporaryFolder()
    let samples = [("three", Sample.readme), ("sixty", .many(20)), ("large", .many(667)), ("hostile", Hostile.sample)]
    for (name, sample) in samples {
      let file = URL(filePath: folder.path).appending(path: name + ".mmd")
      try Data(MermaidText().text(of: sample.set).utf8).write(to: file)
    }
    let ending = try await Program.run(
      Tool.python ?? "", [Checkout.root + "/Tests/Tools/mermaid_render.py", folder.path])
    #expect(ending.code == 0, "\(ending.errors)")
    let drawn = try JSON(parsing: ending.output.utf8)
    let counts = samples.map { [drawn["\($0.0).mmd"]?["nodes"]?.int, drawn["\($0.0).mmd"]?["edges"]?.int] }
    #expect(counts == [[3, 2], [60, 40], [3, 2], [6, 4]])
    let shown = drawn["hostile.mmd"]?["text"]?.string ?? ""
    #expect(shown.contains("a<script>b<"))
    let markup = "script>b<!--b]]>b\"b'b`b&lt;b\\b${x}b%DATA%<img src=x onerror=document.title='broken'>\\u{a}c"
    #expect(shown.contains(markup))
  }

  @Test func aTreeOfManyTasksIsAScreen() {
    let set = Sample.many(100).set
    let text = TreeText().text(of: set)
    #expect(text.split(separator: "\n").count < 40)
    #expect(TreeText(full: true).text(of: set).split(separator: "\n").count == 301)
  }

  @Test func aChainOfThousandsIsDrawn() {
    let sample = Sample.many(1)
    let environment = sample.set.graphs[0]
    let first = environment.tasks[0]
    var before = first
    var tasks = [first]
    for number in 1..<1_500 {
      let label = "link-\(number)"
      let id = TaskID.derived(decision: sample.decision, label: label)
      var definition = first.definition.object ?? [:]
      definition["dependencies"] = [.string(before.id.text)]
      before = GraphTask(
        label: label, id: id, kind: "link", coordinates: first.coordinates, locations: [], pools: [],
        needs: [.init(kind: before.kind, label: before.label, id: before.id)], definition: .object(definition),
        files: [],
        unlessUpToDate: false, hasOptionalScopes: false, reasons: [])
      tasks.append(before)
    }
    let graph = Graph(environment: "production", rootURL: environment.rootURL, tasks: tasks, leftOut: [])
    let set = GraphSet(
      message: sample.set.message, selection: sample.set.selection, graphs: [graph], kinds: [first.kind, "link"])
    #expect(TreeText(full: true).text(of: set).split(separator: "\n").count == 1_501)
    #expect(SVGPicture().text(of: set).contains("link"))
    #expect(!HTMLPage().bytes(of: set).isEmpty)
  }
}
