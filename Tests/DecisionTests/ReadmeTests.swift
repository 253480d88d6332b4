import FoundationEssentials
import TestSupport
import Testing

/// What the README shows is what the program says.
@Suite("README") struct ReadmeTests {
  /// The block of code after a comment `<!-- example: NAME -->`.
  private func block(_ name: String) throws -> String {
    let text = try Checkout.text("README.md")
    let after = try #require(text.components(after: "<!-- example: \(name) -->\n```\n"))
    return String(try #require(after.components(before: "```\n")))
  }

  @Test("the commit's graph") func graph() async throws {
    let ending = try await Program.run(["preview", "--message", Example.message])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try ending.output.hasPrefix(block("decision preview")), "\(ending.output)")
    #expect(try Checkout.text("README.md").contains("```\n\(Example.message)\n```"))
  }

  @Test("the unknown key") func unknownKey() async throws {
    let message = Example.message.replacing("win10-64-2004-gpu", with: "win10-64-2004-gup")
    let ending = try await Program.run(["preview", "--message", message])
    #expect(ending.code == 65)
    #expect(try ending.errors == block("decision preview, unknown key"))
  }

  @Test("every command is listed, in the README and in --help") func commands() async throws {
    let readme = try Checkout.text("README.md")
    let help = try await Program.run(["--help"])
    for name in [
      "preview", "export", "submit", "rehearse", "diff", "lint", "check", "packer", "tag-images", "render",
      "completion",
    ] {
      #expect(readme.contains("| `decision \(name)"), "\(name)")
      #expect(help.output.contains("\n  \(name) "), "\(name)")
    }
    for code in ["0", "64", "65", "69", "70", "75", "77", "78"] {
      #expect(readme.contains("| \(code) |"))
      #expect(help.output.contains("\n  \(code) "))
    }
  }

  @Test("every file that the documentation links to is there")
  func links() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Checkout.root + "/docs").filter {
      $0.hasSuffix(".md")
    }
    #expect(pages.count > 5)
    for document in ["README.md", "CONTRIBUTING.md"] + pages.map({ "docs/" + $0 }) {
      let folder = document.contains("/") ? "docs/" : ""
      for match in try Checkout.text(document).matches(of: /(?:\]\(|src(?:set)?=")([^)"#:]+)[)"#]/) {
        let path = "\(Checkout.root)/\(folder)\(match.1)"
        #expect(FileManager.default.fileExists(atPath: path), "\(document): \(match.1)")
      }
    }
  }
}

extension StringProtocol {
  fileprivate func components(after mark: String) -> SubSequence? {
    firstRange(of: mark).map { self[$0.upperBound...] }
  }

  fileprivate func components(before mark: String) -> SubSequence? {
    firstRange(of: mark).map { self[..<$0.lowerBound] }
  }
}
