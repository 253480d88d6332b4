import CommitSyntax
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
      id: "missing-builder", file: build, from: "../template.yml", to: "../some.yml", at: "'template/${name}.json'"),
    Case(
      id: "missing-builder", file: build, from: "../template.yml", to: "../other.yml", at: "'template/${name}.json'"),
    Case(
      id: "missing-builder", file: build, from: "../template.yml", to: "../none.yml", at: "'template/${name}.json'"),
    Case(id: "empty-file", file: build, from: "../template.yml", to: "../empty.yml", at: "'template/${name}.json'"),
    Case(
      id: "file-name", file: build, from: "files: {", to: "files: {task-graph.json: ../template.yml, ",
      at: "task-graph.json"),
    Case(
      id: "file-name", file: build, from: "files: {", to: "files: {preview.html/x: ../a.sh, ", at: "preview.html/x"),
    Case(
      id: "file-name", file: build, from: "files: {", to: "files: {a: ../a.sh, a/b/c.sh: ../a.sh, ", at: "a/b/c.sh"),
    Case(
      id: "route-without-digest", file: build, from: "${indexPrefix}.${key}.${location}.${digest}",
      to: "${indexPrefix}.${key}.${location}.digest", at: "${indexPrefix}.${key}.${location}.digest"),
    Case(
      id: "unknown-context-value", file: tag, from: "task:\n", to: "task:\n  routes: ['a.${location}']\n",
      at: "location"),
    Case(
      id: "unknown-context-value", file: tag, from: "task:\n", to: "task:\n  scopes: ['secrets:get:${secret}']\n",
      at: "secret"),
    Case(
      id: "unique-files", file: build, from: "'template/${name}.json'", to: "'template/one.json'",
      at: "'template/one.json'"),
    Case(
      // The id of the verify task of the same key, which waits for the build by way of the tag task.
      id: "no-cycle", file: build, from: "task: &task\n", to: "task:\n  dependencies: [\(verifyID)]\n",
      at: "[\(verifyID)]", message: "include keys: alpha\ninclude environments: staging"),
  ]

  /// Templates that lack something.
  static let templates = [
    "taskcluster/a.sh": "echo",
    "taskcluster/some.yml": "builders: {$map: {$eval: 'locations[1:]'}, each(l): {name: '${l}'}}",
    "taskcluster/other.yml": "builders: {$map: {$eval: locations}, each(l): {name: 'x-${l}'}}",
    "taskcluster/none.yml": "provisioners: []",
    "taskcluster/empty.yml": "# nothing",
  ]

  @Test(arguments: cases) func trips(_ row: Case) async throws {
    var fixture = Fixture()
    fixture.files.merge(Self.templates) { $1 }
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

  @Test(
    "what a kind or the settings lack is not there, and the way out is said",
    arguments: [
      ("${location}", "the kind has no such axis: add `location` to its `for-each`"),
      ("${pool}", "the kind has no such axis: add `pool` to its `for-each`"),
      ("${secret}", "set `secret:` in taskcluster/config.yml"),
      ("${indexPrefix}", "set `index-prefix:` in taskcluster/config.yml"),
      ("${locaton}", "did you mean `locations`?"),
    ])
  func notThere(expression: String, help: String) async throws {
    var fixture = Fixture()
    fixture.files[Settings.path]?.replace("index-prefix: images\n", with: "")
    fixture.files[Self.build]?.replace("${indexPrefix}.", with: "")
    fixture.files[Self.tag]?.replace("'tag ${key}", with: "'tag \(expression)")
    let failure = try #require(await fixture.failure("include keys: alpha"))
    #expect(failure.diagnostics.map(\.id) == ["unknown-context-value"])
    #expect(failure.diagnostics.first?.help == help)
  }

  @Test("a kind without keys has no image")
  func noImage() async throws {
    var fixture = Fixture()
    fixture.files[Self.tag] = """
      for-each: [environment]
      task:
        payload: {maxRunTime: 60, command: ['${image.azure.locations[0]}']}
      """
    let failure = try #require(await fixture.failure("include keys: alpha\ninclude environments: staging"))
    #expect(failure.diagnostics.map(\.id) == ["unknown-context-value"])
    #expect(failure.diagnostics.first?.help == "they are those of a key: add `key` to the kind's `for-each`")
  }

  @Test(
    "a mistake in task-defaults is said once, where it stands",
    arguments: [
      ("provisionerId: relops\n", "provisionerId: relops\n  prioritee: low\n", "prioritee"),
      ("provisionerId: relops\n", "provisionerId: relops\n  priority: lwo\n", "lwo"),
      ("provisionerId: relops\n", "provisionerId: relops\n  schedulerId: mine\n", "mine"),
      ("source: https://example.com", "source: nowhere", "nowhere"),
    ])
  func defaults(from: String, to: String, at: String) async throws {
    var fixture = Fixture()
    fixture.files[Settings.path]?.replace(from, with: to)
    let failure = try #require(await fixture.failure("include environments: staging"))
    let errors = failure.diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.place?.file.name == Settings.path)
    #expect(errors.first?.place?.text == at)
    #expect(errors.first?.notes.map(\.message) == ["and the same of 7 more tasks"])
  }

  @Test(
    "a switch is used where an expression names it",
    arguments: [
      (tag, "command: [", "command: [{$if: flags.overwriteDiskImage, then: a}, ", true),
      (tag, "command: [", "command: [{$if: \"flags['overwriteDiskImage']\", then: a}, ", true),
      (Settings.path, "provisionerId: relops\n", "extra: {$if: flags.overwriteDiskImage, then: {}, else: {}}\n", true),
      (tag, "task:\n", "task:  # flags.overwriteDiskImage\n", false),
      (tag, "command: [", "command: [{$if: flags.overwriteDisk, then: a}, ", false),
    ])
  func usedSwitches(file: String, from: String, to: String, isUsed: Bool) throws {
    var fixture = Fixture()
    #expect(fixture.files[file]?.contains(from) == true)
    fixture.files[file]?.replace(from, with: to)
    let project = try Project(in: MemoryFileTree(fixture.files))
    #expect(project.uses(.overwriteDiskImage) == isUsed)
    #expect(project.uses(.poolDeploy))
    #expect(!project.uses(.noCI))
  }

  @Test("a template that is gone is one mistake")
  func goneTemplate() async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/template.yml"] = nil
    #expect(try #require(await fixture.failure("include keys: alpha")).diagnostics.map(\.id) == ["missing-file"])
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
        each(l): {name: '${l}', managed_image_name: '${imageNames[l]}', managed_image_resource_group_name: rg}
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
