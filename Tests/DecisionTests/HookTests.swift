import FoundationEssentials
import TestSupport
import Testing

/// git's `commit-msg` hook: what it stops, what it lets pass, and where it is written.
@Suite("The hook") struct HookTests {
  private static let hook = ".git/hooks/commit-msg"

  @Test("the hook stops a commit whose message has errors, and no hook of somebody else is overwritten")
  func hook() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.git("init", "-q")
    let install = try await Program.run(["lint", "--install-hook", "--root", folder.path])
    #expect(install.code == 0, "\(install.errors)")
    let path = URL(filePath: Program.path).deletingLastPathComponent().path + ":/usr/bin:/bin"
    func commit(_ message: String, _ option: String = "-q") async throws -> Int32 {
      try await folder.git("commit", "--allow-empty", "-m", message, option, path: path).code
    }
    #expect(try await commit("include-keys: win10-64-2004") != 0)
    #expect(try await commit("include-keys: win10-64-2004", "--no-verify") == 0)
    #expect(try await commit("include keys: win10-64-2004") == 0)
    #expect(try await Program.run(["lint", "--install-hook", "--root", folder.path]).code == 0)
    // Neither one that nobody here wrote, nor ours with a line of its owner's, wherever that stands.
    let own = try folder.read(Self.hook)
    let mine = [
      own + "exec mine\n", own.replacing("#!/bin/sh\n", with: "#!/bin/sh\nmine\n"),
      own.replacing("\"$1\"", with: "\"$1\"; mine"),
    ]
    for text in ["#!/bin/sh\nexit 0\n"] + mine {
      try folder.write(text, to: Self.hook)
      let foreign = try await Program.run(["lint", "--install-hook", "--root", folder.path])
      #expect(foreign.code == 78)
      #expect(foreign.errors.contains("error[foreign-hook]"), "\(text)")
      #expect(foreign.errors.contains("decision lint --edited --root './' \"$1\""))
      #expect(try folder.read(Self.hook) == text)
    }
    try FileManager.default.removeItem(atPath: folder.path + "/" + Self.hook)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/" + Self.hook, withDestinationPath: "/nowhere/commit-msg")
    let dangling = try await Program.run(["lint", "--install-hook", "--root", folder.path])
    #expect(dangling.errors.contains("error[foreign-hook]"))
  }

  @Test("the hook works with core.hooksPath, from a subfolder, in a worktree, and where decision is not on PATH")
  func hookElsewhere() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    func commit(_ message: String, at place: String) async throws -> Int32 {
      try await folder.git(
        "commit", "-q", "--allow-empty", "-m", message, at: place, path: "/usr/bin:/bin"
      ).code
    }
    try await folder.commitAll("seed")
    try await folder.git("config", "core.hooksPath", ".githooks")
    let install = try await Program.run(["lint", "--install-hook"], at: folder.path + "/config")
    #expect(install.code == 0, "\(install.errors)")
    #expect(try folder.read(".githooks/commit-msg").contains("lint --edited"))
    #expect(try await commit("no -ci", at: "config") != 0)
    #expect(try await commit("no-ci", at: "config") == 0)
    try await folder.git("config", "--unset", "core.hooksPath")
    try await folder.git("worktree", "add", "-q", "elsewhere")
    #expect(try await Program.run(["lint", "--install-hook"], at: folder.path + "/elsewhere").code == 0)
    #expect(try await commit("no -ci", at: "elsewhere") != 0)
    // What an editor shows of the change is no part of the message.
    let scissors = "x\n# no -ci\n# ------------------------ >8 ------------------------\nno -ci\n"
    try folder.write(scissors, to: "message")
    #expect(try await Program.run(["lint", "--edited", "message"], at: folder.path).code == 0)
    #expect(try await Program.run(["lint", "message"], at: folder.path).code == 65)
  }

  @Test(
    "what an earlier version wrote is replaced",
    arguments: [
      "command -v decision >/dev/null || exit 0\nexec decision lint --edited \"$1\"\n",
      """
      command -v decision >/dev/null && exec decision lint --edited "$1"
      [ -x '/opt/it'\\''s/decision' ] && exec '/opt/it'\\''s/decision' lint --edited "$1"
      echo 'decision is not installed: the commit message was not checked' >&2

      """,
    ])
  func earlier(_ calls: String) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.git("init", "-q")
    let head = """
      #!/bin/sh
      # Written by `decision lint --install-hook`.
      # A message with errors stops the commit; `git commit --no-verify` does without.

      """
    try folder.write(head + calls, to: Self.hook)
    let install = try await Program.run(["lint", "--install-hook"], at: folder.path)
    #expect(install.code == 0, "\(install.errors)")
    #expect(try folder.read(Self.hook).contains("--root"))
  }

  @Test(
    "a project below the repository's top is found by the hook, from everywhere, and not missed where there is none")
  func below() async throws {
    let folder = try TemporaryFolder()
    let images = try TemporaryFolder()
    try images.copyProject()
    let name = "it's images"
    try FileManager.default.copyItem(atPath: images.path, toPath: "\(folder.path)/\(name)")
    try folder.write("x\n", to: "other/file")
    try await folder.commitAll("start")
    #expect(try await Program.run(["lint", "--install-hook"], at: "\(folder.path)/\(name)/config").code == 0)
    for place in ["", name, "other"] {
      #expect(try await folder.git("commit", "--allow-empty", "-qm", "no -ci", at: place).code != 0, "\(place)")
      #expect(try await folder.git("commit", "--allow-empty", "-qm", "prose", at: place).code == 0, "\(place)")
    }
    #expect(try await Program.run(["lint", "--install-hook", "--root", "./\(name)"], at: folder.path).code == 0)
    #expect(try await folder.git("commit", "--allow-empty", "-qm", "no -ci").code != 0)
    // Another branch has no project, or the half of one.
    try await folder.git("checkout", "-q", "--orphan", "pages")
    try await folder.git("rm", "-rqf", ".")
    try folder.write("a: 1\n", to: "\(name)/config/page.yaml")
    try await folder.git("add", "-A")
    let page = try await folder.git("commit", "-qm", "no -ci")
    #expect(page.code == 0)
    #expect(page.errors.contains("note[no-root]: there is no project here: the commit message was not checked"))
  }

  @Test("hooks that other repositories have, too, are not written, however git or a link leads there")
  func shared() async throws {
    let folder = try TemporaryFolder()
    let others = try TemporaryFolder()
    try folder.copyProject()
    try await folder.commitAll("start")
    func expectRefusal() async throws {
      let install = try await Program.run(["lint", "--install-hook"], at: folder.path)
      #expect(install.code == 78)
      #expect(install.errors.hasPrefix("error[shared-hooks]"), "\(install.errors)")
      #expect(install.errors.contains("git config core.hooksPath .githooks"))
      #expect(throws: (any Error).self) { try others.read("hooks/commit-msg") }
    }
    try await folder.git("config", "core.hooksPath", others.path + "/hooks")
    try await expectRefusal()
    try await folder.git("config", "--unset", "core.hooksPath")
    try FileManager.default.createDirectory(atPath: others.path + "/hooks", withIntermediateDirectories: true)
    try FileManager.default.removeItem(atPath: folder.path + "/.git/hooks")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/.git/hooks", withDestinationPath: others.path + "/hooks")
    try await expectRefusal()
  }

  @Test("outside of a checkout the hook says so")
  func nowhere() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let install = try await Program.run(["lint", "--install-hook"], at: folder.path)
    #expect(install.code == 78)
    #expect(install.errors.hasPrefix("error[no-checkout]: a hook is a checkout's"), "\(install.errors)")
  }

  @Test(
    "a project that cannot be read stops no prose, and no message with names passes unchecked",
    arguments: [
      ("prose", 0), ("no-ci", 0), ("no -ci", 78), ("include keys: win10-64-2004", 78), ("include win10-64-2004", 78),
      ("include environments: staging", 78),
    ])
  func broken(_ message: String, code: Int32) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try folder.write("environments: [", to: "taskcluster/config.yml")
    try folder.write(message, to: "message")
    let ending = try await Program.run(["lint", "--edited", "message"], at: folder.path)
    #expect(ending.code == code, "\(ending.errors)")
    #expect(ending.errors.hasPrefix(code == 0 ? "warning[" : "error["), "\(ending.errors)")
    #expect(ending.errors.contains("taskcluster/config.yml:"))
    #expect(ending.errors.contains("note[not-checked]") == (code != 0))
    #expect(try await Program.run(["lint", "message"], at: folder.path).code == 78)
  }

  @Test("what git cuts off is not read, whichever character it takes for comments, and what it keeps is")
  func comments() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.commitAll("#1 is mended\n\nprose")
    #expect(try await Program.run(["lint", "--install-hook"], at: folder.path).code == 0)
    // The change that git shows below its scissors has a line that would be a mistake.
    try folder.write("no -ci\n", to: "file")
    try await folder.git("add", "-A")
    let auto = ["-c", "core.commentChar=auto", "-c", "core.editor=true", "-c", "commit.verbose=true"]
    func amend(_ options: [String], _ arguments: String...) async throws -> Program.Ending {
      let somebody = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
      return try await Program.run(
        "git", somebody + options + ["commit", "--amend", "--allow-empty", "-q"] + arguments, at: folder.path)
    }
    let verbose = try await amend(auto, "--cleanup=scissors")
    #expect(verbose.code == 0, "\(verbose.errors)")
    let unsaid = try await amend(auto)
    #expect(unsaid.code == 0, "\(unsaid.errors)")
    // Where git starts no editor it cuts nothing off: all of it is the message.
    let cut = "x\n# ------------------------ >8 ------------------------\nno -ci\n"
    try folder.write(cut, to: "message")
    #expect(try await amend([], "--cleanup=scissors", "-F", "message").code != 0)
    #expect(try await amend(["-c", "core.editor=true"], "--cleanup=scissors", "-e", "-F", "message").code == 0)
  }
}
