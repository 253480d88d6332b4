import Document
import TestSupport
import Testing

@Suite("The main job") struct MainJobTests {
  @Test("preview shows the three tasks of the key, and the five locations of its one build")
  func preview() async throws {
    let ending = try await Program.run(["preview", "--message", Example.message] + Example.fixed)
    #expect(ending.code == 0, "\(ending.errors)")
    try expectGolden(ending.output, "preview.txt")
  }

  @Test("export twice gives the same bytes")
  func exportRepeats() async throws {
    let arguments = ["export", "--message", Example.message] + Example.fixed
    let first = try await Program.run(arguments)
    let second = try await Program.run(arguments)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == second.output)
    let tasks = try #require(JSON(parsing: Array(first.output.utf8)).object)
    #expect(tasks.count == 3)
  }

  @Test("rehearse creates the tasks in the order of their dependencies")
  func rehearse() async throws {
    let folder = try TemporaryFolder()
    let ending = try await Program.run(
      ["rehearse", "--message", Example.message, "--artifacts", folder.path] + Example.fixed)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "3 created, 0 adopted, 0 failed, 0 skipped\n")
    let created = ending.errors.split(separator: "\n").filter { $0.contains("] created ") }
    #expect(
      created.map { $0.split(separator: " ").last.map(String.init) } == [
        "packer-image-azure-win10-64-2004-gpu-production",
        "tag-image-azure-win10-64-2004-gpu-production",
        "verify-image-azure-win10-64-2004-gpu-production-gecko-t-win10-64-2004-gpu",
      ])
    let report = try JSON(parsing: Array(folder.read("submission.json").utf8))
    #expect(report["created"]?.object?.count == 3)
  }

  @Test("one location in for-each is one build per location, and the tag task waits for all of them")
  func perLocation() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let kind = try folder.read("taskcluster/kinds/packer-image.yml")
    try folder.write(
      kind.replacing(
        "for-each: [platform, key, environment]", with: "for-each: [platform, key, environment, location]"),
      to: "taskcluster/kinds/packer-image.yml")
    let ending = try await Program.run(
      ["preview", "--format", "json", "--root", folder.path, "--message", Example.message] + Example.fixed)
    #expect(ending.code == 0, "\(ending.errors)")
    let tasks = try #require(JSON(parsing: Array(ending.output.utf8))["tasks"]?.object)
    let builds = tasks.members.filter { $0.value["kind"] == "packer-image" }
    #expect(
      builds.map { $0.value["attributes"]?["location"]?.string } == [
        "eastus", "northcentralus", "northeurope", "southcentralus", "westeurope",
      ])
    let tag = try #require(tasks.members.first { $0.value["kind"] == "tag-image" })
    #expect(tag.value["task"]?["dependencies"]?.array?.count == 5)
  }
}
