import FoundationEssentials
import TestSupport
import Testing

/// The walks of CONTRIBUTING.md, step by step in a copy of the project.
@Suite("Walks") struct WalkTests {
  /// A fenced block: its language and its lines, without the indentation of the list that it stands in.
  struct Block {
    let language: String
    let lines: [String]
  }

  static func blocks(under heading: String) throws -> [Block] {
    let page = try Checkout.text("CONTRIBUTING.md")
    let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
    var blocks: [Block] = []
    var open: (indent: Int, language: String, lines: [String])?
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      if let block = open {
        if line.dropFirst(indent) == "```" {
          blocks.append(Block(language: block.language, lines: block.lines))
          open = nil
        } else {
          open?.lines.append(String(line.dropFirst(Swift.min(indent, block.indent))))
        }
      } else if line.dropFirst(indent).hasPrefix("```") {
        open = (indent, String(line.dropFirst(indent + 3)), [])
      }
    }
    return blocks
  }

  /// Writes a block to the file that its first line names: a new one, or fields that are added or said anew.
  private func write(_ block: Block, in folder: TemporaryFolder) throws {
    let path = String(try #require(block.lines.first).dropFirst(2))
    let lines = block.lines.dropFirst()
    guard var text = try? folder.read(path) else {
      return try folder.write(lines.joined(separator: "\n") + "\n", to: path)
    }
    var lastField = ""
    for line in lines {
      if line.hasPrefix(" ") {
        text = text.replacing("\n\(lastField)\n", with: "\n\(lastField)\n\(line)\n", maxReplacements: 1)
        lastField += "\n" + line
      } else if line.hasSuffix(":") {
        lastField = line
      } else {
        let field = line.prefix { $0 != ":" }
        let written = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        text = text.replacing(try #require(written), with: line)
      }
    }
    try folder.write(text, to: path)
  }

  @Test(
    "a walk ends well", arguments: [("Add an image key", 5), ("Add an environment", 3), ("Add a kind", 3)])
  func walk(_ heading: String, _ count: Int) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    var commands = 0
    for block in try Self.blocks(under: heading) {
      guard block.language == "sh" else {
        try write(block, in: folder)
        continue
      }
      for command in block.lines where !command.contains("packer validate") || Tool.isInstalled("packer") {
        let line = command.replacing("decision ", with: "\"$0\" ", maxReplacements: 1)
        let ending = try await Program.run("sh", ["-c", line, Program.path], at: folder.path)
        #expect(ending.code == 0, "\(command): \(ending.errors)")
        #expect(!ending.output.isEmpty, "\(command)")
        #expect(
          !ending.errors.contains("error[") && !ending.errors.contains("warning["), "\(command): \(ending.errors)")
        commands += 1
      }
    }
    #expect(commands >= count - 1)
  }

  @Test("what the pages call a file is one", arguments: ["CONTRIBUTING.md", "docs/architecture.md"])
  func paths(_ page: String) throws {
    let made: Set = ["config/<key>.yaml"]
    for match in try Checkout.text(page).matches(of: /`((?:Sources|Tests|config|taskcluster|docs)\/[^`\s]*)`/) {
      let path = String(match.1)
      guard !made.contains(path) else { continue }
      #expect(FileManager.default.fileExists(atPath: Checkout.root + "/" + path), "\(page): \(path)")
    }
  }
}
