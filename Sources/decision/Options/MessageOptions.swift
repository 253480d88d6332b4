import ArgumentParser
import Diagnostics
import Document
import Glibc
import TaskGraph

/// Which commit message a graph is made of: HEAD's, if nothing is said.
struct MessageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The message itself; a lone `-` in its place is standard input.", valueName: "text"),
    completion: ProjectNames.messages)
  var message: String?

  @Option(help: ArgumentHelp("A file with the message.", valueName: "file"), completion: .file())
  var messageFile: String?

  @Option(
    help: "A commit of the checkout, with its own files. (default: HEAD, with the files in the folder)",
    completion: ProjectNames.commits)
  var commit: String?

  @Argument(help: ArgumentHelp("`-` reads the message from standard input.", valueName: "-", visibility: .hidden))
  var standardInput: String?

  func validate() throws {
    if let standardInput, standardInput != "-" {
      throw ValidationError("'\(standardInput)' is not expected here; a message is given with --message, or `-`")
    }
    let given = [message, messageFile, commit, standardInput].compactMap { $0 }
    guard given.count <= 1 else {
      throw ValidationError("one message at a time: --message, --message-file, --commit or `-`")
    }
  }

  /// What a message comes with.
  struct Source {
    let file: SourceFile
    let commit: Commit?
    let repository: String?
    /// Those of a merge commit's parents.
    let parents: [SourceFile]
  }

  /// The commit whose own message is wanted; nil if a message is given. It can be asked for before anything else is read.
  var revision: String? {
    message == nil && messageFile == nil && standardInput == nil ? commit ?? "HEAD" : nil
  }

  /// What is asked of git, each question by a process of its own.
  struct Questions {
    /// The commit, where the message does not come from it.
    var commit: Bool
    /// The URL of the repository.
    var repository: Bool
  }

  /// - Parameter asked: what git says of `revision`, if there is one.
  func load(root: String, asking: Questions, asked: Git.CommitAnswer?) async throws -> Source {
    let git = Git(folder: root)
    async let url = asking.repository ? git.originURL() ?? "" : nil
    if let given = try givenText() {
      let file = SourceFile(name: messageFile ?? "commit message", bytes: given)
      guard asking.commit else { return Source(file: file, commit: nil, repository: await url, parents: []) }
      let head = try? await git.commit("HEAD").commit
      // A message that is tried out belongs to no commit yet: outside a checkout a placeholder stands for it.
      let commit = Commit(
        sha: head?.sha ?? String(repeating: "0", count: 40), author: head?.author ?? "nobody <nobody@example.invalid>",
        message: file.text, time: head?.time)
      return Source(file: file, commit: commit, repository: await url, parents: [])
    }
    // No message is given: then a commit was asked for.
    guard let (commit, parents) = asked else { preconditionFailure("`revision` is nil where a message is given") }
    return Source(
      file: SourceFile(name: "commit message", text: commit.message), commit: commit, repository: await url,
      parents: parents)
  }

  /// The files that say which message it is: its own, or git's, which change whenever HEAD does.
  func files(root: String) async -> [String] {
    if let messageFile { return [messageFile] }
    guard revision == "HEAD" else { return [] }
    let git = Git(folder: root)
    return await [try? git.path("HEAD"), try? git.path("logs/HEAD")].compactMap { $0 }
  }

  private func givenText() throws -> [UInt8]? {
    if let message { return Array(message.utf8) }
    if standardInput != nil { return try Input.standardInput() }
    return try messageFile.map { try Input.file($0) }
  }
}
