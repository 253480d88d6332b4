import Document
import FoundationEssentials
import Testing

struct FileTreeTests {
  static let files = ["config/b.yaml": "b", "config/a.yaml": "é", "config/deep/c.yaml": "c", "top": ""]

  private func withTrees(_ body: (any FileTree) throws -> Void) throws {
    try body(MemoryFileTree(Self.files))
    let root = FileManager.default.temporaryDirectory.appending(path: "decision-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in Self.files {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(DiskFileTree(root: root.path))
  }

  @Test func read() throws {
    try withTrees { (tree: any FileTree) throws in
      for (path, text) in Self.files { #expect(try tree.read(path) == Array(text.utf8)) }
      #expect(try tree.read("config/none.yaml") == nil)
      #expect(try tree.read("none/a.yaml") == nil)
      #expect(try tree.read("top/a.yaml") == nil)
      #expect(throws: FileTreeError.notAFile("config/deep")) { try tree.read("config/deep") }
    }
  }

  @Test func names() throws {
    try withTrees { (tree: any FileTree) throws in
      #expect(try tree.names(in: "config") == ["a.yaml", "b.yaml", "deep"])
      #expect(try tree.names(in: "none") == nil)
      #expect(try tree.names(in: "top") == nil)
    }
  }

  @Test(arguments: [
    "", "/etc/passwd", "../x", "config/../../x", "config/..", "config//a.yaml", "./top", "config/", "a\0b",
  ])
  func outside(path: String) throws {
    try withTrees { (tree: any FileTree) throws in
      #expect(throws: FileTreeError.outside(path)) { try tree.read(path) }
      #expect(throws: FileTreeError.outside(path)) { try tree.names(in: path) }
    }
  }

  @Test func aFolderIsNoFile() {
    #expect(throws: FileTreeError.notAFile("dev")) { try DiskFileTree(root: "/").read("dev") }
    #expect(throws: FileTreeError.notAFile("dev/null")) { try DiskFileTree(root: "/").read("dev/null") }
  }

  @Test func tooLarge() {
    #expect(throws: FileTreeError.tooLarge("etc/passwd", limit: 3)) {
      try DiskFileTree(root: "/", limit: 3).read("etc/passwd")
    }
  }
}
