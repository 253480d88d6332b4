import Diagnostics
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

  struct Looked: CustomTestStringConvertible, Sendable {
    let name: String
    var upToDate: Set<String> = []
    var chosenBefore: Set<String>?
    /// Of the build, if there is one; what is said of all of its locations alike is left away.
    let reason: String?
    let leftOut: String?

    var testDescription: String { name }
  }

  @Test(
    "what the index said stands beside what is built and what is not",
    arguments: [
      Looked(name: "nothing is up to date", reason: "not up to date, says the index", leftOut: nil),
      Looked(
        name: "one location is", upToDate: ["eastus"], reason: "not up to date, says the index",
        leftOut: "eastus up to date: its digest and its latest are the same task"),
      Looked(
        name: "all are", upToDate: ["eastus", "westus"], reason: nil,
        leftOut: "all up to date: its digest and its latest are the same task"),
      Looked(
        name: "an earlier run chose one", upToDate: ["eastus", "westus"], chosenBefore: ["westus"],
        reason: "chosen by an earlier run of this decision",
        leftOut: "eastus not among what an earlier run of this decision chose"),
      Looked(
        name: "an earlier run chose none", chosenBefore: [], reason: nil,
        leftOut: "all not among what an earlier run of this decision chose"),
    ])
  func says(_ row: Looked) async throws {
    let label = "build-azure-alpha-staging"
    let graphs = try await Fixture().run("exclude keys: bravo, charlie", environments: ["staging"]) { _ in
      .known(
        .init(upToDate: [label: row.upToDate], chosenBefore: row.chosenBefore.map { [label: $0] } ?? [:]))
    }
    #expect(graphs.task(label)?.reasons.last?.text == row.reason)
    let leftOut = graphs.graphs[0].leftOut.compactMap { leftOut in
      switch leftOut.subject {
      case .locations(let names, of: .task(label, "build")):
        "\(names.joined(separator: " ")) \(leftOut.reason.text)"
      case .task(label, _): "all \(leftOut.reason.text)"
      default: nil
      }
    }
    #expect(leftOut.first == row.leftOut)
  }

  @Test(
    "what a key without a pool leaves out is called as a task of the kind is, less the pool",
    arguments: [
      ("[platform, key, environment, pool]", ["verify-azure-charlie-staging"]),
      ("[pool, environment]", ["verify-staging"]),
      ("[key, pool, location]", ["verify-charlie-northeurope", "verify-charlie-westeurope"]), ("[pool]", ["verify"]),
    ])
  func labelWithoutPool(axes: String, labels: [String]) async throws {
    var fixture = Fixture()
    fixture.files["config/charlie.yaml"] = Fixture.config(worker: "charlie", locations: ["northeurope", "westeurope"])
    fixture.files["taskcluster/kinds/verify.yml"]?.replace("[platform, key, environment, pool]", with: axes)
    fixture.files["taskcluster/kinds/verify.yml"]?.replace("'verify ${key}'", with: "verify")
    let graphs = try await fixture.run("include keys: charlie\ninclude environments: staging")
    let found = graphs.graphs[0].leftOut.compactMap { leftOut -> String? in
      guard case .task(let label, "verify") = leftOut.subject else { return nil }
      return label
    }
    #expect(found == labels)
  }

  @Test(
    "the switch is named by which `when` says no",
    arguments: [
      ("!(flags.noVerify || flags.poolDeploy)", "pool-deploy\nno-verify", "pool-deploy"),
      ("!(flags.noVerify && flags.disableCleanup)", "disable-cleanup\nno-verify", "disable-cleanup"),
      ("flags.noVerify == false", "disable-cleanup\nno-verify", "no-verify"),
      ("flags.disableCleanup", "no-verify", nil), ("key != 'alpha'", "no-verify", nil),
    ])
  func refusal(when: String, switches: String, flag: String?) async throws {
    var fixture = Fixture()
    fixture.files["taskcluster/kinds/verify.yml"]?.replace("\"!(flags.noVerify)\"", with: "\"\(when)\"")
    let graphs = try await fixture.run("\(switches)\ninclude keys: alpha\ninclude environments: staging")
    let reason = try #require(
      graphs.graphs[0].leftOut.first {
        $0.subject == .task(label: "verify-azure-alpha-staging-gecko-t-alpha", kind: "verify")
      }
    ).reason
    #expect(reason.text == "`when` says no" + (flag.map { " under `\($0)`" } ?? ""))
    #expect(reason.place?.file.name == (flag == nil ? "taskcluster/kinds/verify.yml" : "commit message"))
    if let flag { #expect(reason.place?.text == flag) }
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
