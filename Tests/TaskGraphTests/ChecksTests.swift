import Diagnostics
import Document
import TaskDefinitions
import TaskGraph
import Testing

/// Each check of a graph, and a project that trips it.
@Suite("Checks") struct ChecksTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let id: String
    let file: String
    let from: String
    let to: String
    /// What stands at the diagnostic's place.
    let at: String
    var message = "include keys: alpha, bravo\ninclude environments: staging"

    var testDescription: String { "\(id): \(to.replacing("\n", with: " "))" }
  }

  static let verifyID = TaskID.derived(
    decision: Fixture.decision, label: "verify-azure-alpha-staging-gecko-t-alpha"
  ).text
  static let build = "taskcluster/kinds/build.yml"
  static let tag = "taskcluster/kinds/tag.yml"
  static let payload =
    "payload: {maxRunTime: 60, command: ['tag ${key} ${join(locations, \" \")} ${len(needs.build)}']}"

  static let cases = [
    Case(
      id: "unknown-field", file: tag, from: "maxRunTime: 60", to: "maxRunTime: 60, maxRuntime: 7", at: "maxRuntime"),
    Case(id: "wrong-type", file: tag, from: "maxRunTime: 60", to: "maxRunTime: soon", at: "soon"),
    Case(id: "missing-field", file: tag, from: "maxRunTime: 60, ", to: "", at: "{command: "),
    Case(
      id: "unique-routes", file: tag, from: "task:\n", to: "task:\n  routes: [index.images.one]\n",
      at: "index.images.one"),
    Case(
      id: "index-namespace", file: tag, from: "task:\n", to: "task:\n  routes: ['index.images..${key}']\n",
      at: "'index.images..${key}'"),
    Case(id: "group-scheduler", file: tag, from: "task:\n", to: "task:\n  schedulerId: mine\n", at: "mine"),
    Case(
      id: "task-dates", file: tag, from: "task:\n", to: "task:\n  deadline: {$fromNow: 10 days}\n",
      at: "{$fromNow: 10 days}"),
    Case(
      id: "scope-not-listed", file: tag, from: "maxRunTime: 60",
      to: "maxRunTime: 60, osGroups: [Administrators]", at: "Administrators"),
    Case(
      id: "line-break-in-environment", file: tag, from: "maxRunTime: 60",
      to: "maxRunTime: 60, env: {A: \"x\\ny\"}", at: "\"x\\ny\""),
    Case(
      id: "unique-files", file: build, from: "'template/${name}.json'", to: "'template/one.json'",
      at: "'template/one.json'"),
    Case(
      // The id of the verify task of the same key, which waits for the build by way of the tag task.
      id: "no-cycle", file: build, from: "task: &task\n", to: "task:\n  dependencies: [\(verifyID)]\n",
      at: "[\(verifyID)]", message: "include keys: alpha\ninclude environments: staging"),
  ]

  @Test(arguments: cases) func trips(_ row: Case) async throws {
    var fixture = Fixture()
    let text = try #require(fixture.files[row.file])
    #expect(text.contains(row.from))
    fixture.files[row.file] = text.replacing(row.from, with: row.to)
    if row.id == "unique-files" {
      fixture.files[row.file] = fixture.files[row.file]?.replacing(
        "file: template/${name}.json", with: "file: template/one.json")
    }
    let failure = try #require(await fixture.failure(row.message))
    #expect(failure.exitCode == .configuration)
    let found = try #require(failure.diagnostics.first { $0.id == row.id }, "\(failure.diagnostics)")
    #expect(found.place?.file.name == row.file)
    #expect(found.place?.text.hasPrefix(row.at) == true, "at \(found.place?.text ?? "nowhere")")
    #expect(found.context.first == "kind \(row.file.split(separator: "/").last?.dropLast(4) ?? "")")
  }

  @Test("a mistake of a kind is said once, with the number of its tasks")
  func once() async throws {
    var fixture = Fixture()
    fixture.files[Self.tag]?.replace("maxRunTime: 60", with: "maxRunTime: 0")
    let failure = try #require(await fixture.failure("include environments: staging"))
    #expect(failure.diagnostics.filter { $0.severity == .error }.count == 1)
    #expect(failure.diagnostics.flatMap(\.notes).map(\.message) == ["and the same of 2 more tasks"])
  }

  @Test("a route that is not the index's may be that of many tasks")
  func sharedRoutes() async throws {
    var fixture = Fixture()
    fixture.files[Self.tag]?.replace("task:\n", with: "task:\n  routes: [checks]\n")
    #expect(try await fixture.run("include environments: staging").tasks.count == 8)
  }

  @Test("a template of a file that asks for the commit is refused")
  func filesContext() async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/template.yml"] = "sha: ${commit.sha}"
    let failure = try #require(await fixture.failure("include keys: alpha"))
    #expect(failure.diagnostics.map(\.id) == ["context-of-files"])
  }

  @Test("a task without the environment among its axes is the same in all of them, or refused")
  func sharedLabels() async throws {
    var fixture = Fixture()
    fixture.files[Self.tag]?.replace("[platform, key, environment]", with: "[platform, key]")
    _ = try await fixture.run("include keys: alpha\ninclude environments: staging")
    let failure = try #require(await fixture.failure("include keys: alpha"))
    #expect(failure.diagnostics.filter { $0.severity == .error }.map(\.id) == ["unique-labels"])
  }

  @Test("two environments that make the same image are warned of once a key")
  func sharedImages() async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/template.yml"] = """
      builders:
        $map: {$eval: locations}
        each(l): {managed_image_name: '${imageNames[l]}', managed_image_resource_group_name: rg}
      """
    let graphs = try await fixture.run("include keys: alpha")
    #expect(graphs.diagnostics.filter { $0.id == "shared-image-names" }.count == 1)
  }

  @Test("a pool of which nothing is known is warned of once")
  func unknownWorker() async throws {
    var fixture = Fixture()
    fixture.files[Settings.path]?.replace("relops/win: generic-worker-windows, ", with: "")
    let graphs = try await fixture.run("include keys: alpha")
    #expect(graphs.diagnostics.map(\.id) == ["unknown-worker"])
    #expect(graphs.diagnostics.first?.message.contains("`relops/win`") == true)
    fixture.files[Settings.path]?.replace("workers: {gecko-t/*: generic-worker-windows}\n", with: "")
    #expect(try await fixture.run("include keys: alpha").diagnostics.isEmpty)
  }

  @Test("a file of one name is the same in all environments: one decision task publishes for several")
  func filesOfEnvironments() async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/template.yml"] = "in: ${environment}"
    fixture.files[Self.build]?.replace("template/${name}.json", with: "template/${key}.json")
    _ = try await fixture.run("include keys: alpha\ninclude environments: staging")
    let failure = try #require(await fixture.failure("include keys: alpha"))
    #expect(failure.diagnostics.map(\.id) == ["unique-files"])
  }
}
