import Document
import FoundationEssentials
import TestSupport
import Testing

/// What the commands do in a checkout: which commit they mean, and what changes between two commits.
@Suite("In a checkout") struct CheckoutTests {
  // MARK: - which commit

  @Test("HEAD's message comes from git, and a merge says what it does not apply")
  func head() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.commitAll("start")
    try await folder.git("checkout", "-q", "-b", "topic")
    try await folder.commitNothing("include keys: win10-64-2004")
    let topic = try await Program.run(["preview", "--format", "json", "--root", folder.path])
    #expect(try JSON(parsing: Array(topic.output.utf8))["tasks"]?.object?.count == 6)
    try await folder.git("checkout", "-q", "main")
    try await folder.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic")
    let merge = try await Program.run(["preview", "--root", folder.path])
    #expect(merge.code == 0)
    #expect(merge.errors.contains("warning[merged-instructions]"))
    #expect(merge.errors.contains("include keys: win10-64-2004"))
    // Of every parent the line is counted from its own first.
    #expect(merge.errors.contains(/message of parent [0-9a-f]{12}:1:1/))
    let lint = try await Program.run(["lint", "--root", folder.path])
    #expect(lint.code == 0)
    #expect(lint.errors == merge.errors)
    let missing = try await Program.run(["preview", "--commit", "nothing", "--root", folder.path])
    #expect(missing.code == 65)
  }

  @Test("a commit is named as git names it: by an annotated tag, too; what is no commit, or several, is an error")
  func revisions() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    try await folder.commitAll("start")
    try await folder.commitNothing("include keys: win10-64-2004")
    try await folder.git("tag", "-a", "v1", "-m", "no-ci")
    try await folder.commitNothing("no-ci")
    let tagged = try await Program.run(["preview", "--format", "json", "--commit", "v1"], at: folder.path)
    #expect(try JSON(parsing: Array(tagged.output.utf8))["tasks"]?.object?.count == 6, "\(tagged.errors)")
    #expect(try await Program.run(["diff", "v1", "HEAD~1"], at: folder.path).output == "no difference\n")
    // Nothing that is given as a commit is an option of git's.
    for name in ["nothing", "HEAD~2..HEAD", "HEAD:config", "--output=\(folder.path)/written", "--help"] {
      for arguments in [["preview", "--commit=\(name)"], ["diff", "HEAD", "--", name]] {
        let ending = try await Program.run(arguments, at: folder.path)
        #expect(ending.code == 65, "\(arguments): \(ending.errors)")
        #expect(ending.errors.hasPrefix("error["), "\(arguments): \(ending.errors)")
      }
    }
    #expect(throws: (any Error).self) { try folder.read("written") }
  }

  @Test("a link in a commit is read as the file that it leads to, and one that leads nowhere is no file")
  func links() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    for (name, target) in [("linked", "win10-64-2004.yaml"), ("nowhere", "nothing.yaml")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/config/\(name).yaml", withDestinationPath: target)
    }
    try await folder.commitAll("include keys: linked")
    let arguments = ["preview", "--format", "json", "--now", "2026-01-31T12:00:00Z"]
    let named = try await Program.run(arguments + ["--commit", "HEAD"], at: folder.path)
    #expect(named.code == 0, "\(named.errors)")
    let here = try await Program.run(arguments, at: folder.path)
    #expect(named.output == here.output)
    try await folder.commitNothing("all of them")
    for place in [["--commit", "HEAD"], []] {
      let ending = try await Program.run(arguments + place, at: folder.path)
      #expect(ending.code == 78)
      #expect(ending.errors.contains("error[unreadable-file]: a file must be readable: 'config/nowhere.yaml'"))
    }
  }

  // MARK: - diff

  @Test("diff shows what changes by label and field, on a dirty tree, and checks nothing out")
  func diff() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let message = "include keys: win10-64-2004\ninclude environments: staging"
    try await folder.commitAll(message)
    let same = try await Program.run(["diff", "HEAD", "--root", folder.path])
    #expect(same.code == 0, "\(same.errors)")
    #expect(same.output == "no difference\n")

    let kind = try folder.read("taskcluster/kinds/packer-image.yml")
    try folder.write(
      kind.replacing("priority: high", with: "priority: medium"), to: "taskcluster/kinds/packer-image.yml")
    let changed = try await Program.run(["diff", "HEAD", "--root", folder.path])
    #expect(
      changed.output == """
        ~ packer-image-azure-win10-64-2004-staging
            priority: "high" → "medium"

        0 added, 0 removed, 1 changed

        """)
    // Of a template its rendered fields are shown, with the task that has it.
    let config = try folder.read("config/win10-64-2004.yaml")
    try folder.write(
      config.replacing("size: Standard_F8s_v2", with: "size: Standard_F16s_v2")
        .replacing("locations: [", with: "locations: [australiaeast, "), to: "config/win10-64-2004.yaml")
    let text = try await Program.run(["diff", "HEAD", "--root", folder.path]).output
    #expect(text.contains("\n  + extra.decision.locations[0]: \"australiaeast\"\n"), "\(text)")
    #expect(text.contains("\n    packer/azure-win10-64-2004-staging.json\n    + builders[0]: {"), "\(text)")
    #expect(text.contains("\n      builders[7].vm_size: \"Standard_F8s_v2\" → \"Standard_F16s_v2\"\n"), "\(text)")
    let other = try await Program.run(
      ["diff", "HEAD", "--root", folder.path, "--message", "no-verify\n" + message, "--format", "json"])
    let json = try JSON(parsing: Array(other.output.utf8))
    #expect(json["removed"]?.array?.count == 1)
    let build = json["changed"]?["packer-image-azure-win10-64-2004-staging"]?.array ?? []
    #expect(
      build.contains([
        "file": "packer/azure-win10-64-2004-staging.json", "path": "builders[7].vm_size", "from": "Standard_F8s_v2",
        "to": "Standard_F16s_v2",
      ]))
    #expect(try folder.read("taskcluster/kinds/packer-image.yml").contains("priority: medium"))
  }
}
