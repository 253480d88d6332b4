import Document
import FoundationEssentials
import LocalQueue
import TestSupport
import Testing

/// Four pushes, one after the other: what has changed is built, and nothing else.
@Suite("Up to date") struct UpToDateTests {
  static let message = "include environments: production"
  static let config = "config/win11-64-2009.yaml"

  @Test("a commit builds, the same finds all up to date, a location is added, a rollback builds again")
  func story() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    // One key is enough: the others would tell the same story.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/config")
    where "config/" + name != Self.config && name != "defaults.yaml" {
      try FileManager.default.removeItem(atPath: folder.path + "/config/" + name)
    }
    let original = try folder.read(Self.config)
    let more = original.replacing("locations: [", with: "locations: [australiaeast, ")
    #expect(more != original)

    let first = try await Deployment()
    let built = try await push(first, folder)
    #expect(built == first.builds.first)
    #expect(built?.isEmpty == false)

    try folder.write("# a comment says nothing new\n" + original, to: Self.config)
    let second = try first.next("comment")
    #expect(try await push(second, folder) == nil)
    #expect(second.tasks.isEmpty)

    try folder.write(more, to: Self.config)
    let third = try first.next("location")
    #expect(try await push(third, folder) == ["australiaeast"])

    let changed = original.replacing("deploymentId: ", with: "deploymentId: f00")
    #expect(changed != original)
    try folder.write(changed, to: Self.config)
    let fourth = try first.next("change")
    #expect(try await push(fourth, folder) == built)

    // The first commit's digests are in the index still, but they are no longer the latest.
    try folder.write(original, to: Self.config)
    let rollback = try first.next("rollback")
    #expect(try await push(rollback, folder) == built)
    try await first.queue.shutdown()
  }

  @Test("preview --index asks each environment's own index, with the credentials of the one that they are for")
  func index() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let (production, staging) = (try await Deployment(), try await Deployment())
    let settings = try folder.read("taskcluster/config.yml")
    try folder.write(
      settings.replacing("https://firefox-ci-tc.services.mozilla.com", with: production.queue.rootURL)
        .replacing("https://stage.taskcluster.nonprod.cloudops.mozgcp.net", with: staging.queue.rootURL),
      to: "taskcluster/config.yml")
    func preview(_ environment: [String: String]) async throws -> Program.Ending {
      try await Program.run(
        ["preview", "--index", "--message", "", "--root", folder.path, "--format", "json"], environment: environment)
    }
    let ending = try await preview([
      "TASKCLUSTER_ROOT_URL": production.queue.rootURL + "/", "TASKCLUSTER_CLIENT_ID": "me",
      "TASKCLUSTER_ACCESS_TOKEN": "none",
    ])
    #expect(ending.code == 0, "\(ending.errors)")
    for deployment in [production, staging] {
      #expect(deployment.queue.requests.filter { $0.call == "findTask" }.count > 10)
    }
    // A proxy signs for the deployment of its task, and is not asked for another's.
    let asked = staging.queue.requests.count
    _ = try await preview([
      "TASKCLUSTER_ROOT_URL": production.queue.rootURL, "TASKCLUSTER_PROXY_URL": production.queue.rootURL,
    ])
    #expect(staging.queue.requests.count == 2 * asked)
    try await staging.queue.shutdown()
    let silent = try await preview([:])
    #expect(silent.code == 0)
    #expect(silent.errors.contains("note[index]: the index was not asked"))
    let said = try JSON(parsing: Array(silent.output.utf8))["diagnostics"]?.array ?? []
    #expect(said.contains { $0["id"] == "index" && $0["severity"] == "note" }, "\(said)")
    try await production.queue.shutdown()
  }

  @Test("one rehearsal of four pushes tells the same story")
  func rehearsal() async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let message = "exclude keys: win10-64-2004\ninclude environments: production"
    func commit() async throws -> String {
      try await folder.git("add", "-A")
      try await folder.commitNothing(message)
      return try await folder.git("rev-parse", "HEAD").output.filter { !$0.isNewline }
    }
    try await folder.git("init", "-q")
    try await folder.git("remote", "add", "origin", "https://example.com/images")
    let first = try await commit()
    let config = try folder.read(Self.config)
    try folder.write("# says nothing new\n" + config, to: Self.config)
    let comment = try await commit()
    try folder.write(config.replacing("locations: [", with: "locations: [australiaeast, "), to: Self.config)
    let location = try await commit()
    try folder.write(config.replacing("deploymentId: ", with: "deploymentId: f00"), to: Self.config)
    let change = try await commit()
    let rehearsal = try await Program.run(
      ["rehearse", "--root", folder.path, "--commit", first, "--artifacts", folder.path + "/out", "--quiet"]
        + [comment, location, change, first].flatMap { ["--then", $0] })
    #expect(rehearsal.code == 0, "\(rehearsal.errors)")
    let lines = rehearsal.output.split(separator: "\n")
    #expect(lines.count == 5, "\(rehearsal.output)")
    #expect(lines.first?.hasSuffix("created, 0 adopted, 0 failed, 0 skipped") == true)
    #expect(lines.dropFirst().first == "nothing to submit: all is up to date")
    // The build of the one location, or of all of them, and what comes behind it.
    #expect(lines.dropFirst(2).allSatisfy { $0 == "3 created, 0 adopted, 0 failed, 0 skipped" })
    let (one, two) = (try folder.read("out/parameters.yml"), try folder.read("out-2/parameters.yml"))
    #expect(one.contains("base_repository: \"https://example.com/images\""))
    #expect(two.contains("base_repository: \"https://example.com/images\""))
    let third = try JSON(parsing: Array(folder.read("out-3/task-graph.json").utf8))
    let builds = third.object?.members.filter { $0.value["kind"] == "packer-image" } ?? []
    #expect(builds.map { $0.value["attributes"]?["locations"] } == [["australiaeast"]])
  }

  @Test("a re-run chooses what its first run chose, though the index says otherwise by then")
  func rerun() async throws {
    let folder = try TemporaryFolder()
    let deployment = try await Deployment()
    let message = "include environments: production\nexclude keys: win10-64-2004"
    let first = try await deployment.submit(message, to: folder)
    #expect(first.code == 0, "\(first.errors)")
    let before = deployment.tasks
    deployment.complete()
    let again = try await deployment.submit(message, to: folder)
    #expect(again.code == 0, "\(again.errors)")
    #expect(deployment.tasks == before)
    try await deployment.queue.shutdown()
  }

  /// Submits, lets the workers do their work, and says which locations were built; nil if none was.
  private func push(_ deployment: Deployment, _ folder: TemporaryFolder) async throws -> [String]? {
    let ending = try await deployment.submit(Self.message, root: folder.path, to: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    deployment.complete()
    #expect(deployment.builds.count <= 1)
    return deployment.builds.first
  }
}
