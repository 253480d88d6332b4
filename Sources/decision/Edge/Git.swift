import Diagnostics
import Document
import Glibc
import Subprocess
import TaskGraph

/// What git says of a checkout. Nothing is ever asked of a server.
struct Git: Sendable {
  /// The folder that git is run in.
  let folder: String

  /// The commit, its message and the messages of its parents if it is a merge.
  func commit(_ revision: String) async throws -> (commit: Commit, parents: [SourceFile]) {
    let answer = try await text(
      ["show", "--no-patch", "--no-show-signature", "--format=%H%x00%an <%ae>%x00%cI%x00%P%x00%B", revision, "--"],
      orElse: "there is no commit `\(revision)`")
    let fields = answer.split(separator: "\0", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5 else { throw Self.failure("git said nothing of `\(revision)`") }
    // git ends its output with a line break of its own, the message's own end stays.
    let message = fields[4].hasSuffix("\n") ? String(fields[4].dropLast()) : fields[4]
    let commit = Commit(sha: fields[0], author: fields[1], message: message, time: Timestamp(iso: fields[2]))
    let parents = fields[3].split(separator: " ").map(String.init)
    guard parents.count > 1 else { return (commit, []) }
    // A shallow clone may not have them: then there is nothing to warn of.
    let messages = try? await text(
      ["show", "--no-patch", "--no-show-signature", "--format=%B%x00"] + parents + ["--"], orElse: "")
    let texts = (messages ?? "").split(separator: "\0", omittingEmptySubsequences: false).dropLast()
    return (
      commit, zip(parents, texts).map { SourceFile(name: "message of parent \($0.prefix(12))", text: String($1)) }
    )
  }

  /// The URL of the remote `origin`, without credentials; nil if there is none.
  func originURL() async -> String? {
    guard let url = try? await line(["config", "--get", "remote.origin.url"], orElse: ""), !url.isEmpty else {
      return nil
    }
    return Self.withoutCredentials(url)
  }

  /// `https://user:token@host/path` → `https://host/path`: the URL ends in tasks that anybody may read.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), !url.hasPrefix("ssh://") else { return url }
    return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }

  /// Where git keeps a file of its own: `hooks/commit-msg`.
  func path(_ name: String) async throws -> String {
    let path = try await line(["rev-parse", "--git-path", name], orElse: "this is a checkout of git")
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// What begins a comment in a message that is being edited.
  func commentPrefix() async -> String {
    for name in ["core.commentString", "core.commentChar"] {
      if let prefix = try? await line(["config", "--get", name], orElse: ""), prefix != "auto" { return prefix }
    }
    return "#"
  }

  private func line(_ arguments: [String], orElse message: String) async throws -> String {
    String(try await text(arguments, orElse: message).prefix { !$0.isNewline })
  }

  private func text(_ arguments: [String], orElse message: String) async throws -> String {
    String(decoding: try await output(arguments, orElse: message), as: UTF8.self)
  }

  func output(_ arguments: [String], input: String = "", orElse message: String) async throws -> [UInt8] {
    let result: ExecutionResult<Void, BytesOutput, StringOutput<UTF8>>
    do {
      result = try await run(
        .name("git"), arguments: Arguments(["-C", folder] + arguments), environment: Self.environment,
        input: .string(input),
        output: .bytes(limit: 512_000_000), error: .string(limit: 10_000))
    } catch {
      throw Self.failure("git cannot be run here", help: "install git, or give the message with --message")
    }
    guard result.terminationStatus.isSuccess else {
      let words = result.standardError.trimmingLines
      throw Self.failure(message, help: words.isEmpty ? nil : "git says: \(words)")
    }
    return result.standardOutput
  }

  /// Ours, with git's folder first in PATH. Subprocess starts a process for each folder of PATH until one of them has the
  /// program; that takes a millisecond a folder, and people have a dozen of them.
  private static var environment: Environment {
    guard let path = getenv("PATH").map({ String(cString: $0) }) else { return .inherit }
    let folders = path.split(separator: ":", omittingEmptySubsequences: true)
    guard let home = folders.first(where: { access("\($0)/git", X_OK) == 0 }) else { return .inherit }
    return .inherit.updating(["PATH": "\(home):\(path)"])
  }

  private static func failure(_ message: String, help: String? = nil) -> Failure {
    Failure(.message, [Diagnostic(id: "git", message, help: help)])
  }
}

extension String {
  /// The first line that says something.
  fileprivate var trimmingLines: String {
    split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  fileprivate func range(of needle: String) -> Range<String.Index>? {
    guard let start = firstIndex(where: { _ in true }) else { return nil }
    var index = start
    while index < endIndex {
      if self[index...].hasPrefix(needle) { return index..<self.index(index, offsetBy: needle.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
