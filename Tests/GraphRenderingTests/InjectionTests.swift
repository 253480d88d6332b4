import Document
import FoundationEssentials
import GraphRendering
import TestSupport
import Testing

/// What a key, a message or a description says stays text in every format.
@Suite struct InjectionTests {
  private let set = Hostile.sample.set

  static let formats: [(name: String, text: @Sendable (Sample) -> String)] = [
    ("tree", { TreeText(full: true, explain: true).text(of: $0.set) }),
    ("folded tree", { TreeText().text(of: $0.set) }),
    ("table", { TableText().text(of: $0.set) }), ("aligned table", { TableText(.aligned).text(of: $0.set) }),
    ("mermaid", { MermaidText().text(of: $0.set) }), ("dot", { DOTText().text(of: $0.set) }),
    ("svg", { SVGPicture().text(of: $0.set) }),
  ]

  @Test(arguments: formats)
  func nothingReachesATerminal(name: String, text: @Sendable (Sample) -> String) {
    let shown = text(Hostile.sample)
    let isHarmless: (Unicode.Scalar) -> Bool = { scalar in
      if scalar == "\n" || scalar == "\t" { return true }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: return false
      default: return true
      }
    }
    #expect(shown.unicodeScalars.allSatisfy(isHarmless))
    #expect(shown.contains("script"), "the text itself is shown")
  }

  /// Lines are what the format makes of the tasks, not what is in their names.
  @Test(arguments: formats)
  func textAddsNoLines(name: String, text: @Sendable (Sample) -> String) {
    var calm = Hostile.sample
    calm.keys = ["other", "plain"]
    calm.environments = [("production", "https://tc.example.com")]
    calm.locations = ["eastus"]
    calm.description = "calm"
    let lines = { (text: String) in text.unicodeScalars.count { $0 == "\n" } }
    #expect(lines(text(Hostile.sample)) == lines(text(calm)))
  }

  @Test func aTableKeepsItsColumns() {
    for line in TableText().text(of: set).split(separator: "\n") {
      #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 10)
    }
  }

  @Test func jsonGivesTheTextBack() throws {
    for bytes in [
      TaskgraphJSON.fullTaskGraph(of: set), TaskgraphJSON.taskGraph(of: set), QueueJSON.bytes(of: set),
      PreviewJSON.bytes(of: set), TaskgraphJSON.labelToTaskID(of: set), TaskgraphJSON.targetTasks(of: set),
    ] {
      _ = try JSON(parsing: bytes)
    }
    let entries = try JSON(parsing: TaskgraphJSON.fullTaskGraph(of: set))
    let entry =
      entries["packer-image-azure-\(Hostile.text.replacing("/", with: "-"))"] ?? entries.object?.members.first?.value
    #expect(entry?["description"]?.string == "-->" + Hostile.text)
  }

  @Test(.enabled(if: Tool.python != nil))
  func xmlAndDOTAreStillWhatTheyAre() async throws {
    let check = """
      import sys, xml.dom.minidom
      xml.dom.minidom.parseString(sys.stdin.buffer.read())
      """
    let svg = try await Program.run(Tool.python ?? "", ["-c", check], input: SVGPicture().text(of: set))
    #expect(svg.code == 0, "\(svg.errors)")
  }

  @Test(.enabled(if: Tool.isInstalled("dot")))
  func graphvizShowsTheText() async throws {
    let drawn = try await Program.run("dot", ["-Tsvg"], input: DOTText().text(of: set))
    #expect(drawn.code == 0 && drawn.errors.isEmpty, "\(drawn.errors)")
    #expect(
      drawn.output.contains("&lt;script&gt;b&lt;/script&gt;b&lt;!&#45;&#45;b]]&gt;b&quot;b&#39;b`b&amp;lt;b\\b${x}"))
  }

  /// In the page's data there is nothing that a parser of HTML stops at.
  @Test func thePageHasOneScriptAndOneBlockOfData() {
    let page = HTMLPage().text(of: set)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script").count == 3)
    let data = page.components(separatedBy: "id=\"data\">").last?.components(separatedBy: "</script>").first ?? "<"
    #expect(data.unicodeScalars.allSatisfy { !"<>&\u{2028}\u{2029}".unicodeScalars.contains($0) })
  }
}
