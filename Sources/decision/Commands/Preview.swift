import ArgumentParser
import Diagnostics
import Document
import GraphRendering
import TaskGraph
import TaskclusterClient

struct Preview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "preview", "Show the graph of a commit; nothing is sent.",
    about: """
      A tree that is too large for a screen is folded, to a line a key or a line a kind. The page of `--format html` \
      needs no network: it has filters, every definition, and what each line of the message did.

      A line of `--format table` is a task. In a pipe it has ten fields, separated by tabs, `-` where there is nothing: \
      label, kind, environment, key, locations, worker pool, the most seconds that it may take, virtual machines, the labels \
      that it waits for, task id. On a terminal they have a head, and those that do not fit are left out.
      """,
    examples: """
      # the commit that is checked out
      decision preview
      decision preview --message 'include keys: win10-64-2004' --explain
      # the builds with their worker pools
      decision preview --format table --kind packer-image | cut -f 1,6
      decision preview --format html > preview.html
      decision preview --format dot | dot -Tsvg > graph.svg
      """,
    exits: [.message, .missingScopes, .configuration], usage: "decision preview [<options>] [-]")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case tree, table, mermaid, dot, svg, html, json
  }

  @OptionGroup var graph: GraphOptions
  @OptionGroup var filter: TaskFilterOptions

  @Option(help: "How to show it.")
  var format: Format = .tree

  @Flag(help: "Say why each key, location and task is in or out.")
  var explain = false

  @Flag(help: "Ask each environment's index what is up to date.")
  var index = false

  @Flag(help: "Do not fold a large graph, nor cut labels to the terminal's width.")
  var full = false

  @Flag(help: "Show it anew whenever a file of the project or the message changes, until it is interrupted.")
  var watch = false

  func validate() throws {
    if watch, graph.message.standardInput != nil {
      throw ValidationError("--watch reads the message more than once: give it with --message or --message-file")
    }
    if watch, format != .tree, format != .table {
      throw ValidationError(
        "--watch shows a tree or a table: a second \(format) behind the first is none")
    }
  }

  func run() async throws {
    guard watch else { return try await show() }
    let folder = try graph.root.find()
    var watch = try FolderWatch(
      [folder + "/config", folder + "/taskcluster"], files: await graph.message.files(root: folder))
    while true {
      // The screen is cleared for a person; a log keeps what was.
      if Terminal.standardOutput.isTerminal { Terminal.standardOutput.write("\u{1B}[2J\u{1B}[H") }
      do {
        try await show()
      } catch let failure as Failure {
        Terminal.standardError.write(failure.diagnostics)
      }
      try watch.wait()
    }
  }

  private func show() async throws {
    let loaded = try await graph.load()
    var notes: [Diagnostic] = []
    let all = try await loaded.pipeline.run(loaded.message, loaded.inputs) { candidates in
      try await freshness(candidates, &notes)
    }
    let graphs = try filter.apply(to: graph.reviewed(all.adding(notes)), of: loaded.pipeline.project)
    Terminal.standardError.write(graphs.diagnostics)
    Terminal.standardOutput.write(render(graphs))
  }

  /// With --index, what is up to date; where the index does not answer, that is said and nothing is assumed.
  private func freshness(_ candidates: Candidates, _ notes: inout [Diagnostic]) async throws -> Freshness {
    guard index else { return .unknown }
    do {
      let environment = TaskEnvironment().at(rootURL: candidates.part.environment.rootURL)
      let client = try Client.real(environment.all).with(policy: .glance)
      return try await IndexLookup(client: client, asksForEarlierRun: false).freshness(of: candidates)
    } catch let failure as Failure {
      notes.append(Diagnostic(.note, id: "index", "the index was not asked: what is up to date is not known"))
      notes += failure.diagnostics.map { $0.with(severity: .note) }
      return .unknown
    }
  }

  private func render(_ graphs: GraphSet) -> [UInt8] {
    let terminal = Terminal.standardOutput
    return switch format {
    case .tree:
      Array(
        TreeText(color: terminal.hasColor, full: full, explain: explain, width: terminal.width).text(of: graphs).utf8)
    case .table:
      Array(TableText(terminal.isTerminal ? .aligned : .tabs, width: full ? nil : terminal.width).text(of: graphs).utf8)
    case .mermaid: Array(MermaidText().text(of: graphs).utf8)
    case .dot: Array(DOTText().text(of: graphs).utf8)
    case .svg: Array(SVGPicture().text(of: graphs).utf8)
    case .html: HTMLPage().bytes(of: graphs)
    case .json: PreviewJSON.bytes(of: graphs)
    }
  }
}
