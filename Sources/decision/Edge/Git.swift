import Diagnostics
import Document
import Glibc
import Subprocess
import SystemPackage
import TaskGraph

/// What git says of a checkout. Nothing is ever asked of a server.
struct Git: Sendable {
  /// The folder that git is run in.
  let folder: String

  /// A commit, its message in it, and the messages of its parents if it is a merge.
  typealias CommitAnswer = (commit: Commit, parents: [SourceFile])

  /// Nil if no commit is named.
  func commit(ifNamed revision: String?) async throws -> CommitAnswer? {
    guard let revision else { return nil }
    return try await commit(revision)
  }

  /// - Parameter revision: whatever git takes for one commit; of an annotated tag, the commit that it names.
  func commit(_ revision: String) async throws -> CommitAnswer {
    let answer = try await text(
      Self.show("%H%x00%an <%ae>%x00%cI%x00%P%x00%B") + ["--end-of-options", "\(revision)^{commit}", "--"],
      orElse: "there is no commit `\(revision)`")
    let fields = answer.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5 else {
      throw Self.failure("`\(revision)` is not one commit", help: "name one: a branch, a tag or a SHA")
    }
    // git ends its output with a line break of its own, the message's own end stays.
    let message = fields[4].hasSuffix("\n") ? String(fields[4].dropLast()) : fields[4]
    let commit = Commit(sha: fields[0], author: fields[1], message: message, time: Timestamp(iso: fields[2]))
    let parents = fields[3].split(separator: " ").map(String.init)
    guard parents.count > 1 else { return (commit, []) }
    // A shallow clone may not have them: then there is nothing to warn of.
    let messages = try? await text(Self.show("%B%x00") + parents + ["--"], orElse: "")
    // Each message ends with a line break of git's own, which stands before the next.
    let texts = (messages ?? "").split(separator: "\0", omittingEmptySubsequences: false).dropLast()
      .enumerated().map { $0 > 0 && $1.hasPrefix("\n") ? $1.dropFirst() : $1 }
    return (
      commit, zip(parents, texts).map { SourceFile(name: "message of parent \($0.prefix(12))", text: String($1)) }
    )
  }

  /// What a commit is made of, as UTF-8 and without what the user's own settings add.
  private static func show(_ format: String) -> [String] {
    ["show", "--no-patch", "--no-show-signature", "--encoding=UTF-8", "--format=\(format)"]
  }

  /// Where git keeps a file of its own: `hooks/commit-msg`.
  func path(_ name: String) async throws -> String { try await path(["--git-path", name]) }

  /// - Parameter question: an option of `git rev-parse` that is answered by a path.
  func path(_ question: [String]) async throws -> String {
    let path = try await line(["rev-parse"] + question, orElse: "`\(folder)` lies in no checkout of git")
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// What begins a comment in a message that is being edited; nil if git chooses it for each message.
  func commentPrefix() async -> String? {
    for name in ["core.commentString", "core.commentChar"] {
      if let prefix = try? await line(["config", "--get", name], orElse: "") { return prefix == "auto" ? nil : prefix }
    }
    return "#"
  }

  func line(_ arguments: [String], orElse message: String) async throws -> String {
    String(try await text(arguments, orElse: message).prefix { !$0.isNewline })
  }

  private func text(_ arguments: [String], orElse message: String) async throws -> String {
    String(decoding: try await output(arguments, orElse: message), as: UTF8.self)
  }

  func output(_ arguments: [String], input: String = "", orElse message: String) async throws -> [UInt8] {
    let result: ExecutionResult<Void, BytesOutput, StringOutput<UTF8>>
    do {
      result = try await run(
        Self.executable, arguments: Arguments(["-C", folder] + arguments), input: .string(input),
        output: .bytes(limit: 512_000_000), error: .string(limit: 10_000))
    } catch {
      throw Self.failure("git cannot be run here", help: "install git, or give the message with --message")
    }
    guard result.terminationStatus.isSuccess else {
      let words = result.standardError.firstLine
      throw Self.failure(message, help: words.isEmpty ? nil : "git says: \(words)")
    }
    return result.standardOutput
  }

  /// Looked up here: Subprocess starts a process for each folder of PATH until one of them has the program. That takes a
  /// millisecond a folder, and people have a dozen of them.
  private static var executable: Executable {
    let folders = getenv("PATH").map { String(cString: $0).split(separator: ":") } ?? []
    let paths = folders.map { "\($0)/git" }
    return paths.first { access($0, X_OK) == 0 }.map { .path(FilePath($0)) } ?? .name("git")
  }

  private static func failure(_ message: String, help: String? = nil) -> Failure {
    Failure(.message, [Diagnostic(id: "git", message, help: help)])
  }
}

extension String {
  /// The first line that says something.
  fileprivate var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? "" }
}
