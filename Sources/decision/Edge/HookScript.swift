/// The text of git's `commit-msg` hook.
enum HookScript {
  private static let head = """
    #!/bin/sh
    # Written by `decision lint --install-hook`.
    # A message with errors stops the commit; `git commit --no-verify` does without.
    """
  private static let end = "echo 'decision is not installed: the commit message was not checked' >&2"

  /// What asks about the message of a commit. git runs hooks in the folder that a checkout begins with.
  ///
  /// - Parameter root: the project's folder, relative to that one.
  static func call(_ program: String, root: String) -> String {
    #"\#(program) lint --edited --root \#(quoted("./" + root)) "$1""#
  }

  /// - Parameter program: the path of the program that is asked where there is none on PATH.
  static func text(program: String, root: String) -> String {
    """
    \(head)
    command -v decision >/dev/null && exec \(call("decision", root: root))
    [ -x \(quoted(program)) ] && exec \(call(quoted(program), root: root))
    \(end)

    """
  }

  /// Whether all of a text is a hook as some version of this program wrote it: a line more is somebody's own.
  static func wrote(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let count = head.split(separator: "\n").count
    return lines.prefix(count).joined(separator: "\n") == head
      && lines.dropFirst(count).allSatisfy { line in
        line.isEmpty || line == end || line == "command -v decision >/dev/null || exit 0"
          || line.wholeMatch(of: calling) != nil
      }
  }

  /// A line that calls the program, in any version's words.
  private static var calling: Regex<Substring> {
    /(?:(?:command -v decision >\/dev\/null|\[ -x '[^']*(?:'\\''[^']*)*' \]) && )?exec (?:decision|'[^']*(?:'\\''[^']*)*') lint --edited (?:--root '[^']*(?:'\\''[^']*)*' )?"\$1"/
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
