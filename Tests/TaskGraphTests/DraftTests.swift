import Diagnostics
import Document
import TaskDefinitions
import TaskGraph
import Testing

/// A graph that is made again of the same draft, once more is known, is the one that would have been made of nothing.
@Suite("Draft") struct DraftTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var upToDate: [String: Set<String>] = [:]
    /// `when` of the builds.
    var when = "true"
    /// The name of the builds' file, in front of `.json`.
    var file = "template/${name}"

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing but the decision is known better"),
    Case(name: "a location is up to date", upToDate: ["build-azure-alpha-staging": ["eastus"]]),
    Case(name: "a build is up to date", upToDate: ["build-azure-bravo-staging": ["eastus"]]),
    // At the time of the draft no build is wanted.
    Case(name: "`when` asks for the time", when: "now > '2026-02-01'"),
    Case(name: "`when` asks for the group", when: "decision.taskGroupId != decision.taskId"),
    Case(name: "a file's name asks for the time", file: "${now[0:10]}-${name}"),
  ]

  @Test(arguments: cases) func finishes(_ row: Case) async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/kinds/build.yml"]?.replace("\"!(flags.poolDeploy)\"", with: "\"\(row.when)\"")
    fixture.files["taskcluster/kinds/build.yml"]?.replace("template/${name}.json", with: row.file + ".json")
    let pipeline = Pipeline(try Project(in: MemoryFileTree(fixture.files)))
    let message = SourceFile(name: "commit message", text: "include environments: staging")
    let answers = Freshness.known(.init(upToDate: row.upToDate))

    var later = fixture.inputs
    later.decision = DecisionTask(
      id: Fixture.decision, groupID: .derived(decision: Fixture.decision, label: "group"), schedulerID: "other",
      now: fixture.inputs.decision.now.advanced(byMilliseconds: 40 * 86_400_000))
    let draft = try pipeline.draft(message, fixture.inputs)
    let offline = try await pipeline.finish(draft, fixture.inputs)
    let again = try await pipeline.finish(draft, later, after: offline) { _ in answers }
    let whole = try await pipeline.run(message, later) { _ in answers }

    #expect(again.labels == whole.labels)
    #expect(again.tasks.map(\.definition) == whole.tasks.map(\.definition))
    #expect(again.files.map(\.name) == whole.files.map(\.name))
    #expect(again.files.map(\.bytes) == whole.files.map(\.bytes))
    #expect(again.graphs.map(\.leftOut.count) == whole.graphs.map(\.leftOut.count))
    #expect(again.tasks.map(\.definition) != offline.tasks.map(\.definition))
  }
}
