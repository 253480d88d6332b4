import FoundationEssentials
import TestSupport
import Testing

/// Real shells, in which somebody types and presses Tab.
@Suite("Completion") struct CompletionTests {
  static let shells = ["bash", "zsh", "fish"].filter { Tool.isInstalled($0) }

  static let lines: [(typed: String, completed: String)] = [
    ("decision prev", "decision preview "),
    ("decision packer templ", "decision packer template "),
    ("decision preview --exp", "decision preview --explain "),
    ("decision preview --format mer", "decision preview --format mermaid "),
    ("decision preview --environment pro", "decision preview --environment production "),
    ("decision export --kind pack", "decision export --kind packer-image "),
    ("decision packer template win11", "decision packer template win11-64-2009 "),
    ("decision packer env win10-64-2004 northc", "decision packer env win10-64-2004 northcentralus "),
    ("decision tag-images --key win11", "decision tag-images --key win11-64-2009 "),
    ("decision diff topic-1", "decision diff topic-123 "),
    ("decision lint mess", "decision lint message.txt "),
    ("decision preview --root conf", "decision preview --root config/"),
    // Within a message; it may go on after a filter's name, and is taken for complete after a value.
    ("decision preview --message 'include k", "decision preview --message 'include keys: "),
    ("decision preview --message 'include keys: win11", "decision preview --message 'include keys: win11-64-2009' "),
    (
      "decision preview --message 'exclude keys: win11-64-2009, tru",
      "decision preview --message 'exclude keys: win11-64-2009, trusted-win2012r2-64-l3' "
    ),
    ("decision rehearse --message 'no-ver", "decision rehearse --message 'no-verify' "),
    // Nothing fits: nothing is typed.
    ("decision packer template nothing", "decision packer template nothing"),
  ]

  @Test("names complete in a shell", .enabled(if: Tool.isInstalled("python3")), arguments: shells)
  func completes(_ shell: String) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try folder.write("x\n", to: "message.txt")
    try await folder.git("init", "-q")
    try await folder.commitNothing("x")
    try await folder.git("branch", "topic-123")
    let ending = try await Program.run(
      "python3", [Checkout.root + "/Tests/Tools/shell_completion.py", shell, Program.path],
      input: Self.lines.map { $0.typed + "\n" }.joined(), at: folder.path)
    #expect(ending.code == 0, "\(ending.errors)")
    let completed = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, found) in zip(Self.lines, completed) {
      #expect(line.completed == found, "\(shell): \(line.typed)")
    }
    #expect(completed.count == Self.lines.count + 1)
  }

  @Test("a project that cannot be read offers nothing, and says nothing")
  func noProject() async throws {
    let names = try await Program.run(["---completion", "preview", "--", "--environment", "0", "0"], at: "/")
    #expect(names.code == 0 && names.errors.isEmpty)
    #expect(!names.output.contains("production"))
  }
}
