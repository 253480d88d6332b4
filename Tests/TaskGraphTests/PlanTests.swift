import Document
import TaskDefinitions
import TaskGraph
import Testing

@Suite("Plan") struct PlanTests {
  @Test("one build per key and environment, then its tag task, then a verify task per pool")
  func shape() async throws {
    let graphs = try await Fixture().run("include keys: alpha\ninclude environments: staging")
    #expect(
      graphs.labels == [
        "build-azure-alpha-staging", "tag-azure-alpha-staging", "verify-azure-alpha-staging-gecko-t-alpha",
      ])
    let build = try #require(graphs.task("build-azure-alpha-staging"))
    let tag = try #require(graphs.task("tag-azure-alpha-staging"))
    let verify = try #require(graphs.task("verify-azure-alpha-staging-gecko-t-alpha"))
    #expect(build.definition["dependencies"] == JSON([Fixture.decision.text]))
    #expect(tag.definition["dependencies"] == JSON([build.id.text]))
    #expect(verify.definition["dependencies"] == JSON([tag.id.text]))
    #expect(graphs.command(build.label) == "build alpha eastus westus")
    #expect(build.definition["routes"]?.array?.count == 4)
  }

  @Test("`location` among the axes is one build per location; the tag task joins them all")
  func perLocation() async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/kinds/build.yml"]?.replace(
      "[platform, key, environment]", with: "[platform, key, environment, location]")
    let graphs = try await fixture.run("include keys: alpha\ninclude environments: staging")
    #expect(graphs.command("build-azure-alpha-staging-eastus") == "build alpha eastus")
    #expect(graphs.command("build-azure-alpha-staging-westus") == "build alpha westus")
    #expect(graphs.command("tag-azure-alpha-staging") == "tag alpha eastus westus 2")
    #expect(graphs.task("build-azure-alpha-staging-eastus")?.definition["routes"]?.array?.count == 2)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let message: String
    var upToDate: [String: Set<String>] = [:]
    var chosenBefore: [String: Set<String>] = [:]
    /// The first command of each task.
    let does: [String]

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "nothing is up to date", message: "exclude keys: bravo, charlie",
      does: ["build alpha eastus westus", "tag alpha eastus westus 1", "verify alpha"]),
    Case(
      name: "one location is", message: "exclude keys: bravo, charlie",
      upToDate: ["build-azure-alpha-staging": ["eastus"]],
      does: ["build alpha westus", "tag alpha westus 1", "verify alpha"]),
    Case(
      name: "all are: the build is left out, and what is downstream of it", message: "exclude keys: bravo, charlie",
      upToDate: ["build-azure-alpha-staging": ["eastus", "westus"]], does: []),
    Case(
      name: "named by a key: built anyway", message: "include keys: alpha",
      upToDate: ["build-azure-alpha-staging": ["eastus", "westus"]],
      does: ["build alpha eastus westus", "tag alpha eastus westus 1", "verify alpha"]),
    Case(
      name: "reached by a pool: built anyway", message: "include pools: gecko-t/alpha",
      upToDate: ["build-azure-alpha-staging": ["eastus", "westus"]],
      does: ["build alpha eastus westus", "tag alpha eastus westus 1", "verify alpha"]),
    Case(
      name: "overwritten: built anyway", message: "overwrite-machine-image\nexclude keys: bravo, charlie",
      upToDate: ["build-azure-alpha-staging": ["eastus", "westus"]],
      does: ["build alpha eastus westus", "tag alpha eastus westus 1", "verify alpha"]),
    Case(
      name: "an earlier run of the same decision chose", message: "exclude keys: bravo, charlie",
      upToDate: ["build-azure-alpha-staging": ["eastus", "westus"]],
      chosenBefore: ["build-azure-alpha-staging": ["westus"]],
      does: ["build alpha westus", "tag alpha westus 1", "verify alpha"]),
    Case(
      name: "pool-deploy builds nothing, and tags and verifies what is there",
      message: "pool-deploy\nexclude keys: bravo, charlie", does: ["tag alpha eastus westus 0", "verify alpha"]),
    Case(
      name: "no-verify", message: "no-verify\nexclude keys: bravo, charlie",
      does: ["build alpha eastus westus", "tag alpha eastus westus 1"]),
    Case(
      name: "a key without a pool has no verify task", message: "include keys: charlie",
      does: ["build charlie northeurope", "tag charlie northeurope 1"]),
  ]

  @Test(arguments: cases) func leavesOut(_ row: Case) async throws {
    let graphs = try await Fixture().run(row.message, environments: ["staging"]) { _ in
      .known(.init(upToDate: row.upToDate, chosenBefore: row.chosenBefore))
    }
    #expect(graphs.labels.compactMap(graphs.command) == row.does)
  }

  @Test("without a look at the index, what may be up to date is marked")
  func unknown() async throws {
    let graphs = try await Fixture().run("include environments: staging")
    #expect(graphs.task("build-azure-alpha-staging")?.unlessUpToDate == true)
    #expect(graphs.task("tag-azure-alpha-staging")?.unlessUpToDate == false)
    let named = try await Fixture().run("include keys: alpha\ninclude environments: staging")
    #expect(named.task("build-azure-alpha-staging")?.unlessUpToDate == false)
  }

  @Test("the digest of a location is that of its own builder: another location does not change it")
  func digests() async throws {
    let both = try await Fixture().run("include keys: alpha\ninclude environments: staging")
    let one = try await Fixture().run("include keys: alpha\ninclude environments: staging\ninclude regions: eastus")
    let routes = { (graphs: GraphSet) in
      graphs.task("build-azure-alpha-staging")?.definition["routes"]?.array?.compactMap(\.string) ?? []
    }
    #expect(routes(one).count == 2)
    #expect(Set(routes(one)).isSubset(of: routes(both)))
  }
}
