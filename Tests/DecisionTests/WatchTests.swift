import FoundationEssentials
import TestSupport
import Testing

/// `preview --watch`, as a process that goes on.
@Suite("preview --watch") struct WatchTests {
  /// The process, its output and its errors in a folder.
  private struct Watching: ~Copyable {
    let folder: TemporaryFolder
    private let ending: Task<Program.Ending, any Error>

    init(_ arguments: [String], in folder: TemporaryFolder) {
      self.folder = folder
      let line = ["-c", "\"$@\" >\"$0/out\" 2>\"$0/err\" & echo $! > \"$0/pid\"; wait", folder.path, Program.path]
      let all = line + ["preview", "--watch", "--root", folder.path] + arguments
      ending = Task { try await Program.run("sh", all) }
    }

    /// Waits until a file has a text as often as that.
    func wait(for text: String, in file: String = "out", times: Int = 1) async throws {
      let limit = ContinuousClock.now + .seconds(300)
      func count() -> Int { ((try? folder.read(file)) ?? "").components(separatedBy: text).count - 1 }
      while count() < times, ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(20)) }
      #expect(count() >= times, "\(text) in \(file)")
    }

    func shown(_ text: String) throws -> Int { try folder.read("out").components(separatedBy: text).count - 1 }

    func stop() async throws {
      _ = try await Program.run("kill", [try folder.read("pid").filter(\.isNumber)])
      _ = try await ending.value
    }
  }

  @Test("shows the graph anew when a file of the project changes, mistakes included")
  func project() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let watching = Watching(["--message", "include keys: win10-64-2004"], in: folder)
    try await watching.wait(for: "packer-image-azure-win10-64-2004-production")
    let kind = try folder.read("taskcluster/kinds/packer-image.yml")
    try folder.write(kind.replacing("task:\n", with: "tsk:\n"), to: "taskcluster/kinds/packer-image.yml")
    try await watching.wait(for: "error[", in: "err")
    try folder.write(
      kind.replacing("[platform, key, environment]", with: "[platform, key, environment, location]"),
      to: "taskcluster/kinds/packer-image.yml")
    try await watching.wait(for: "packer-image-azure-win10-64-2004-production-eastus")

    // A folder that is made later is watched as well.
    let shown = try watching.shown("production: ")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/taskcluster/later", withIntermediateDirectories: false)
    try await watching.wait(for: "production: ", times: shown + 1)
    try folder.write("x", to: "taskcluster/later/file")
    try await watching.wait(for: "production: ", times: shown + 2)
    try folder.write("image: [\n", to: "config/win10-64-2004.yaml")
    try await watching.wait(for: "config/win10-64-2004.yaml:", in: "err")
    try await watching.stop()
  }

  @Test("follows the message: its file, though an editor puts another in its place, and not the files beside it")
  func messageFile() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try folder.write("include keys: win10-64-2004\n", to: "message")
    let watching = Watching(["--message-file", folder.path + "/message"], in: folder)
    try await watching.wait(for: "packer-image-azure-win10-64-2004-production")
    let shown = try watching.shown("production: ")
    // `out` lies beside it and was written to just now; were it watched, this would never end.
    try folder.write("include keys: win11-64-2009\n", to: "next")
    _ = try await Program.run("mv", [folder.path + "/next", folder.path + "/message"])
    try await watching.wait(for: "packer-image-azure-win11-64-2009-production")
    #expect(try watching.shown("production: ") == shown + 1)
    try await watching.stop()
  }

  @Test("shows no document, which a second one would spoil", arguments: ["mermaid", "dot", "svg", "html", "json"])
  func documents(format: String) async throws {
    let ending = try await Program.run(["preview", "--watch", "--format", format])
    #expect(ending.code == 64 && ending.output.isEmpty)
    #expect(ending.errors.contains("--watch shows a tree or a table: a second \(format) behind"), "\(ending.errors)")
  }

  @Test("follows HEAD: a commit, and another branch")
  func head() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.commitAll("include keys: win10-64-2004")
    let watching = Watching([], in: folder)
    try await watching.wait(for: "packer-image-azure-win10-64-2004-production")
    try await folder.git("checkout", "-q", "-b", "topic")
    try await folder.commitNothing("include keys: win11-64-2009")
    try await watching.wait(for: "packer-image-azure-win11-64-2009-production")
    let shown = try watching.shown("win10-64-2004-production")
    try await folder.git("checkout", "-q", "main")
    try await watching.wait(for: "win10-64-2004-production", times: shown + 1)
    try await watching.stop()
  }
}
