import Diagnostics
import Glibc

/// git's `commit-msg` hook that asks `decision lint`.
struct CommitMessageHook {
  let git: Git

  /// By this line a hook of ours is known, and only such a one is replaced.
  private static let mark = "# Written by `decision lint --install-hook`."

  /// - Parameter program: the path of the program that is asked where there is none on PATH.
  private static func script(program: String) -> String {
    let quoted = "'" + program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    return """
      #!/bin/sh
      \(mark)
      # A message with errors stops the commit; `git commit --no-verify` does without.
      command -v decision >/dev/null && exec decision lint --edited "$1"
      [ -x \(quoted) ] && exec \(quoted) lint --edited "$1"
      echo 'decision is not installed: the commit message was not checked' >&2

      """
  }

  /// The path of this process's own program.
  private static var program: String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { buffer in
      readlink("/proc/self/exe", buffer.bindMemory(to: CChar.self).baseAddress!, buffer.count)
    }
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }

  func install() async throws {
    let path = try await git.path("hooks/commit-msg")
    if access(path, F_OK) == 0, !String(decoding: try Input.file(path), as: UTF8.self).contains(Self.mark) {
      throw Failure(
        .configuration,
        [
          Diagnostic(
            id: "foreign-hook", "a hook that is not ours is not overwritten: `\(path)`",
            help: "call `decision lint --edited \"$1\"` in it")
        ])
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    try OutputFolder(parts.dropLast().joined(separator: "/")).write(
      Array(Self.script(program: Self.program).utf8), to: String(parts.last ?? ""))
    guard chmod(path, 0o755) == 0 else {
      throw Failure(.configuration, [Diagnostic(id: "unwritable-file", "`\(path)` cannot be made executable")])
    }
    Terminal.standardOutput.write("wrote \(path)\n")
  }
}
