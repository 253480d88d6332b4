import ArgumentParser
import Diagnostics
import Document
import GraphRendering
import TaskGraph

struct Preview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the graph of a commit; nothing is sent, nothing is looked up.",
    discussion: """
      EXAMPLES
        decision preview                                       the commit that is checked out
        decision preview --message 'include keys: win10-64-2004'
        decision preview --format dot | dot -Tsvg > graph.svg
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case tree, table, mermaid, dot, json
  }

  @OptionGroup var graph: GraphOptions
  @OptionGroup var filter: TaskFilterOptions

  @Option(help: "One of \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format = .tree

  @Flag(help: "Say why each key, location and task is in or out.")
  var explain = false

  @Flag(help: "Do not fold a large graph.")
  var full = false

  func run() async throws {
    let loaded = try await graph.load()
    let graphs = try filter.apply(to: await loaded.pipeline.run(loaded.message, loaded.inputs))
    Terminal.standardError.write(graphs.diagnostics)
    Terminal.standardOutput.write(render(graphs))
  }

  private func render(_ graphs: GraphSet) -> [UInt8] {
    switch format {
    case .tree:
      Array(TreeText(color: Terminal.standardOutput.hasColor, full: full).text(of: graphs).utf8)
    case .table: Array(TableText().text(of: graphs).utf8)
    case .mermaid: Array(MermaidText().text(of: graphs).utf8)
    case .dot: Array(DOTText().text(of: graphs).utf8)
//SVG    case .svg: Array(SVGPicture().text(of: graphs).utf8)
//HTML    case .html: Array(HTMLPage().text(of: graphs).utf8)
    case .json: PreviewJSON.bytes(of: graphs)
    }
  }
}
