import Diagnostics
import GraphRendering
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
}
