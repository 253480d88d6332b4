import Document
import FoundationEssentials
@testable import GraphRendering
import TaskDefinitions
import TestSupport
import Testing

/// The page in a real browser: headless Chromium, which `Tools/preview_page.py` drives as a reader would.
@Suite(.serialized) struct HTMLPageTests {
  static let pages: [(name: String, sample: Sample)] = {
    var preview = Sample.readme
    preview.decision = .placeholder
    var two = Sample.many(20)
    two.environments = [("production", "https://tc.example.com"), ("staging", "https://stage.example.com")]
    two.keys = Array(two.keys.prefix(10))
    var joined = Sample.many(20)
    joined.hasReport = true
    var tall = Sample.many(1)
    tall.pools = 200
    var long = joined
    long.keys = [
      "trusted-windows-server-2012r2-datacenter-64-l3", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "世界世界世界世界世界世界世界世界世界",
    ]
    long.environments = [("production-of-a-company-with-a-long-name", "https://tc.example.com")]
    long.pools = 3
    return [
      ("joined", joined), ("tall", tall), ("long", long),
      ("three", .readme), ("preview", preview), ("sixty", two), ("two-hundred", .many(67)),
      ("two-thousand", .many(667)),
      ("hostile", Hostile.sample),
      ("nothing", Sample(keys: [], message: "no-ci\n")),
    ]
  }()

  @Test(.enabled(if: Tool.python != nil && Tool.isInstalled("chromium")))
  func aReaderFindsTheirWay() async throws {
    let kept = ProcessInfo.processInfo.environment["KEEP_PAGES"]
    let folder = try TemporaryFolder()
    let path = kept ?? folder.path
    for (name, sample) in Self.pages {
      try Data(HTMLPage().bytes(of: sample.set)).write(to: URL(filePath: path).appending(path: "\(name).html"))
      try Data(SVGPicture().text(of: sample.set).utf8).write(to: URL(filePath: path).appending(path: "\(name).svg"))
    }
    let ending = try await Program.run(Tool.python ?? "", [Checkout.root + "/Tests/Tools/preview_page.py", path])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("all pages are as they should be"))
  }

  /// Each definition is there once; what the templates of a hundred builds have in common is there once.
  @Test func thePageDoesNotRepeatItself() throws {
    let set = Sample.many(100).set
    let page = String(decoding: HTMLPage().bytes(of: set), as: UTF8.self)
    #expect(page.components(separatedBy: "powershell -File packer-image.ps1 -Key win7-32-0\\\"").count <= 2)
    #expect(page.components(separatedBy: "Install-Something -Step 3").count == 2)
    #expect(page.utf8.count < 600_000, "\(page.utf8.count) bytes")
  }

  /// The data of the page, and the page around it, which is the same for every graph.
  @Test func thePageIsItsPartsAndItsData() throws {
    let page = HTMLPage().text(of: Sample.readme.set)
    let parts = page.components(separatedBy: "<script type=\"application/json\" id=\"data\">")
    let rest = parts.last?.components(separatedBy: "</script>") ?? []
    try expectGolden(try JSON(parsing: (rest.first ?? "").utf8).text(.pretty) + "\n", "three.page.json")
    for name in ["page.css", "picture.js", "details.js", "page.js"] {
      #expect(page.contains(try Checkout.text("Sources/GraphRendering/Page/\(name)")))
    }
  }

  /// The page has the colours of the SVG.
  @Test func kindsHaveOneColourEverywhere() throws {
    let style = try Checkout.text("Sources/GraphRendering/Page/page.css")
    for palette in [Palette.light, Palette.dark] {
      let colours = palette.enumerated().map { "--k\($0): \($1);" }.joined(separator: " ")
      #expect(style.contains(colours), "\(colours)")
    }
  }

  @Test func theSameGraphIsTheSamePage() {
    let sample = Sample.many(20)
    #expect(HTMLPage().bytes(of: sample.set) == HTMLPage().bytes(of: sample.set))
  }
}
