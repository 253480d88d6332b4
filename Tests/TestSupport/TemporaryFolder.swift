import FoundationEssentials

/// A folder of its own for one test, gone with the value.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "decision-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  package func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path).appending(path: name)), as: UTF8.self)
  }

  /// A copy of a project's folders; this one's own if no other is named.
  package func copyProject(_ root: String = Checkout.root) throws {
    for name in ["config", "taskcluster", ".taskcluster.yml"] {
      // What is behind a link is copied, not the link: a test must not write into the checkout.
      let source = URL(filePath: root).appending(path: name).resolvingSymlinksInPath().path
      try FileManager.default.copyItem(atPath: source, toPath: path + "/" + name)
    }
  }

  // MARK: - As a checkout

  /// Runs git in the folder, or in one below it, as somebody with a name.
  ///
  /// - Parameter path: PATH, if not the test's own.
  @discardableResult
  package func git(
    _ arguments: String..., at place: String = "", path: String? = nil
  ) async throws -> Program.Ending {
    let somebody = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    return try await Program.run(
      "git", somebody + arguments, environment: path.map { ["PATH": $0] } ?? [:], at: "\(self.path)/\(place)")
  }

  /// Makes the folder a checkout with its files in one commit, on the branch `main`.
  package func commitAll(_ message: String) async throws {
    try await git("init", "-q", "-b", "main")
    try await git("add", "-A")
    try await git("commit", "-q", "-m", message)
  }

  /// A commit that changes no file.
  package func commitNothing(_ message: String) async throws {
    try await git("commit", "-q", "--allow-empty", "-m", message)
  }
}
