import Diagnostics
@testable import GraphRendering
@testable import TaskGraph
import TestSupport
import Testing

@Suite struct TextFormatTests {
  static let samples: [(name: String, sample: Sample)] = {
    var two = Sample.many(4)
    two.environments = [("production", "https://tc.example.com"), ("staging", "https://stage.example.com")]
    two.pools = 3
    return [
      ("three", .readme), ("sixty", .many(20)), ("two-environments", two),
      ("nothing", Sample(keys: [], message: "no-ci\n")),
    ]
  }()

  @Test(arguments: samples)
  func textFormatsAreGolden(name: String, sample: Sample) throws {
    let set = sample.set
    try expectGolden(TreeText().text(of: set), "\(name).tree.txt")
    try expectGolden(TableText().text(of: set), "\(name).table.tsv")
    try expectGolden(TableText(.aligned).text(of: set), "\(name).table.txt")
    try expectGolden(MermaidText().text(of: set), "\(name).mmd")
    try expectGolden(DOTText().text(of: set), "\(name).dot")
    try expectGolden(SVGPicture().text(of: set), "\(name).svg")
  }

  @Test(arguments: samples.prefix(1))
  func jsonFormatsAreGolden(name: String, sample: Sample) throws {
    let set = sample.set
    try expectGolden(String(decoding: PreviewJSON.bytes(of: set), as: UTF8.self), "\(name).preview.json")
    try expectGolden(String(decoding: TaskgraphJSON.taskGraph(of: set), as: UTF8.self), "\(name).task-graph.json")
    try expectGolden(String(decoding: QueueJSON.bytes(of: set), as: UTF8.self), "\(name).queue.json")
  }

  /// Colours, rows and the legend follow the settings; an arrow between kinds goes on from what is waited for.
  @Test func kindsAreInTheOrderOfTheSettings() {
    var sample = Sample.many(20)
    sample.kinds.reverse()
    let set = sample.set
    #expect(set.kinds == ["verify-image", "tag-image", "packer-image"])
    #expect(TreeText().text(of: set).contains("  packer-image → tag-image → verify-image  "))
    var large = Sample.many(100)
    large.kinds.reverse()
    let rows = TreeText().text(of: large.set).split(separator: "\n").dropFirst().prefix(3)
    #expect(rows.map { $0.split(separator: " ")[0] } == ["verify-image", "tag-image", "packer-image"])
    let first = "verify-image-azure-win7-32-0\\n1 h\", color=\"\(Palette.light[0])\""
    #expect(DOTText().text(of: set).replacing(/-production-gecko-t-win7-32-0/, with: "").contains(first))
  }
}
