import Diagnostics
import Glibc

/// git's `commit-msg` hook that asks `decision lint` about the project in a folder.
struct CommitMessageHook {
  /// The project's folder.
  let folder: String

  func install() async throws {
    let checkout: Checkout
    do { checkout = try await Checkout(around: folder) } catch {
      throw Self.failure(
        "no-checkout", "a hook is a checkout's, and `\(folder)` lies in none",
        help: "call it in one; `git init` makes one")
    }
    let parts = checkout.hook.split(separator: "/", omittingEmptySubsequences: false)
    let hooks = parts.dropLast().joined(separator: "/")
    guard checkout.owns(hooks) else {
      throw Self.failure(
        "shared-hooks", "hooks of other checkouts, too, are not changed: `\(hooks)` lies outside of this one",
        help: "give this one its own by `git config core.hooksPath .githooks`, or call in yours: "
          + HookScript.call("decision", root: checkout.root))
    }
    guard try isFree(checkout.hook) else {
      throw Self.failure(
        "foreign-hook", "a hook that is not ours is not overwritten: `\(checkout.hook)`",
        help: "call in it: \(HookScript.call("decision", root: checkout.root))")
    }
    try OutputFolder(hooks).write(
      Array(HookScript.text(program: Self.program, root: checkout.root).utf8), to: String(parts.last ?? ""))
    guard chmod(checkout.hook, 0o755) == 0 else {
      throw Self.failure("unwritable-file", "`\(checkout.hook)` cannot be made executable")
    }
    Terminal.standardOutput.write("wrote \(checkout.hook)\n")
  }

  /// Whether there is nothing at the path, or a hook as we write it. A link that leads nowhere is somebody's, too.
  private func isFree(_ path: String) throws -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    guard access(path, F_OK) == 0 else { return false }
    return HookScript.wrote(String(decoding: try Input.file(path), as: UTF8.self))
  }

  /// The path of this process's own program.
  private static var program: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { buffer in
      readlink("/proc/self/exe", buffer.bindMemory(to: CChar.self).baseAddress!, buffer.count)
    }
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }

  private static func failure(_ id: String, _ message: String, help: String? = nil) -> Failure {
    Failure(.configuration, [Diagnostic(id: id, message, help: help)])
  }
}

extension CommitMessageHook {
  /// Where git keeps what, as seen from a project's folder.
  private struct Checkout {
    /// The folder that git runs hooks in.
    let top: String
    /// The repository, which all of its worktrees share.
    let repository: String
    /// The project's folder, relative to `top`.
    let root: String
    let hook: String

    init(around folder: String) async throws {
      let git = Git(folder: folder)
      let none = "this lies in no checkout of git"
      top = try await git.line(["rev-parse", "--show-toplevel"], orElse: none)
      root = try await git.line(["rev-parse", "--show-prefix"], orElse: none)
      // A relative core.hooksPath is relative to the folder that hooks run in.
      let inTop = Git(folder: top)
      repository = try await inTop.path(["--git-common-dir"])
      hook = try await inTop.path("hooks/commit-msg")
    }

    /// Whether a folder, which may not be there yet, is this checkout's alone: links are followed.
    func owns(_ folder: String) -> Bool {
      let real = Self.real(folder)
      return [top, repository].contains { (real + "/").hasPrefix(Self.real($0) + "/") }
    }

    private static func real(_ path: String) -> String {
      guard let found = realpath(path, nil) else {
        guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return path }
        return real(String(path[..<end])) + path[end...]
      }
      defer { free(found) }
      return String(cString: found)
    }
  }
}
