import ArgumentParser
import Diagnostics
import Document
import GraphRendering
import TaskGraph

struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "diff", "Show what changes in the graph between two commits, or a commit and the working tree.",
    about: """
      Nothing is checked out, and the working tree may be dirty. Ids, times and the commit itself are left aside.
      """,
    examples: """
      decision diff main topic
      # HEAD's files against those in the folder
      decision diff HEAD
      # the same with another message
      decision diff HEAD --message 'include keys: win10-64-2004'
      """,
    exits: [.message, .configuration], usage: "decision diff <from> [<to>] [<options>]")

  @OptionGroup var root: RootOptions

  @Argument(help: "The commit to start from.", completion: ProjectNames.commits)
  var from: String

  @Argument(
    help: "The commit to come to. (default: the files in the folder, with the first commit's message)",
    completion: ProjectNames.commits)
  var to: String?

  @Option(
    help: ArgumentHelp("The message of the other side, in place of a commit's.", valueName: "text"),
    completion: ProjectNames.messages)
  var message: String?

  @Option(help: "How to say it.")
  var format: ReportFormat = .text

  func run() async throws {
    let folder = try root.find()
    let git = Git(folder: folder)
    let (commit, _) = try await git.commit(from)
    let other = try await to.asyncMap { try await git.commit($0).commit }
    // One commit for both sides: what is said of it in the templates is no change of the graph.
    let inputs = Pipeline.Inputs(
      decision: .placeholder(now: .now()), commit: commit, repository: await git.originURL() ?? "")
    let before = try await graphs(GitFileTree.load(commit, git: git), message(of: from, commit), inputs)
    let tree: any FileTree =
      try await other.asyncMap { try await GitFileTree.load($0, git: git) } ?? DiskFileTree(root: folder)
    let given = message.map { SourceFile(name: "commit message", text: $0) }
    let after = try await graphs(tree, given ?? message(of: to ?? from, other ?? commit), inputs)
    let diff = GraphDiff(from: before, to: after)
    switch format {
    case .text:
      Terminal.standardOutput.write(GraphDiffText(color: Terminal.standardOutput.hasColor).text(of: diff))
    case .json: Terminal.standardOutput.write(GraphDiffText().json(of: diff).bytes(.pretty) + [0x0A])
    }
  }

  /// Two messages are read: what is wrong with one says which.
  private func message(of name: String, _ commit: Commit) -> SourceFile {
    SourceFile(name: "message of \(name)", text: commit.message)
  }

  private func graphs(_ tree: any FileTree, _ message: SourceFile, _ inputs: Pipeline.Inputs) async throws -> GraphSet {
    try await Pipeline(Project(in: tree)).run(message, inputs)
  }
}

extension Optional {
  fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
