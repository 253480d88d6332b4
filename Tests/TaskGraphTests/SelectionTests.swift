import Diagnostics
import TaskGraph
import Testing

@Suite("Selection") struct SelectionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let message: String
    /// `environment: key locations…`
    let selects: [String]

    var testDescription: String { message.replacing("\n", with: " / ") }
  }

  static let cases = [
    Case(
      message: "include environments: production",
      selects: [
        "production: alpha eastus westus", "production: bravo eastus", "production: charlie northeurope",
      ]),
    Case(
      message: "include keys: bravo",
      selects: ["production: bravo eastus", "staging: bravo eastus"]),
    Case(
      message: "exclude environments: production\nexclude keys: alpha, bravo",
      selects: ["staging: charlie northeurope"]),
    Case(
      message: "include environments: staging\ninclude regions: westus, northeurope",
      selects: ["staging: alpha westus", "staging: charlie northeurope"]),
    Case(
      message: "include environments: staging\nexclude regions: eastus",
      selects: ["staging: alpha westus", "staging: charlie northeurope"]),
    Case(
      message: "include environments: staging\ninclude pools: gecko-t/bravo",
      selects: ["staging: bravo eastus"]),
    Case(
      message: "include environments: staging\nexclude pools: gecko-t/bravo",
      selects: ["staging: alpha eastus westus", "staging: charlie northeurope"]),
    Case(message: "include keys: none", selects: []),
    Case(message: "no-ci\ninclude keys: alpha", selects: []),
  ]

  @Test(arguments: cases) func selects(_ row: Case) async throws {
    let selection = try await Fixture().run(row.message).selection
    let selected = selection.parts.flatMap { part in
      part.keys.map { "\(part.environment.name): \($0.name) \($0.locations.joined(separator: " "))" }
    }
    #expect(selected == row.selects)
  }

  @Test("a broken config stops its own key only")
  func brokenConfig() async throws {
    var fixture = Fixture()
    fixture.files["config/bravo.yaml"] = "image: ["
    let failure = try #require(await fixture.failure("include keys: bravo"))
    #expect(failure.exitCode == .configuration)
    #expect(failure.diagnostics.allSatisfy { $0.place?.file.name == "config/bravo.yaml" })
    let others = try await fixture.run("exclude keys: bravo\ninclude environments: staging")
    #expect(others.selection.parts.map { $0.keys.map(\.name) } == [["alpha", "charlie"]])
  }

  // MARK: - why

  /// What each location, pool and key of a message is in or out for, as `--explain` says it.
  struct Explained: CustomTestStringConvertible, Sendable {
    let message: String
    let task: String
    let reasons: [String]
    let leftOut: [String]

    var testDescription: String { message.replacing("\n", with: " / ") }
  }

  static let explained = [
    Explained(
      message: "include environments: staging\ninclude keys: alpha\ninclude regions: eastus\ninclude regions: westus",
      task: "build-azure-alpha-staging",
      reasons: [
        "1 named by `include environments`", "2 named by `include keys`", "3 in eastus: named by `include regions`",
        "4 in westus: named by `include regions`", "for gecko-t/alpha: no filter of pools",
        "2 built even if it is up to date: it is asked for by name",
      ],
      leftOut: [
        "environment production 1 not among `include environments`", "key bravo 2 not among `include keys`",
        "key charlie 2 not among `include keys`",
      ]),
    Explained(
      message: "exclude regions: northeurope\nexclude regions: eastus\ninclude environments: staging",
      task: "tag-azure-alpha-staging",
      reasons: [
        "3 named by `include environments`", "no filter of keys: all of them",
        "1 in westus: not among `exclude regions`", "for gecko-t/alpha: no filter of pools",
      ],
      leftOut: [
        "environment production 3 not among `include environments`",
        "locations eastus of alpha 2 named by `exclude regions`",
        "key bravo 2 all its locations are among `exclude regions`",
        "key charlie 1 all its locations are among `exclude regions`",
      ]),
    Explained(
      message: "include pools: gecko-t/multi-a\noverwrite-machine-image\ninclude environments: staging",
      task: "build-azure-multi-staging",
      reasons: [
        "3 named by `include environments`", "1 its pool gecko-t/multi-a is named by `include pools`",
        "in eastus: no filter of regions", "1 for gecko-t/multi-a: named by `include pools`",
        "2 built even if it is up to date: `overwrite-machine-image`",
      ],
      leftOut: [
        "environment production 3 not among `include environments`",
        "key alpha 1 has none of the pools among `include pools`",
        "key bravo 1 has none of the pools among `include pools`",
        "key charlie 1 has none of the pools among `include pools`",
        "pools gecko-t/multi-b of multi 1 not among `include pools`",
      ]),
    Explained(
      message: "exclude pools: gecko-t/multi-b\ninclude environments: staging",
      task: "tag-azure-multi-staging",
      reasons: [
        "2 named by `include environments`", "no filter of keys: all of them", "in eastus: no filter of regions",
        "1 for gecko-t/multi-a: not among `exclude pools`",
      ],
      leftOut: [
        "environment production 2 not among `include environments`",
        "pools gecko-t/multi-b of multi 1 named by `exclude pools`",
        "verify-azure-charlie-staging the key `charlie` has no worker pool",
      ]),
    Explained(
      message: "change what is tagged\n\nno-verify\npool-deploy\ninclude keys: alpha\ninclude environments: staging",
      task: "tag-azure-alpha-staging",
      reasons: [
        "6 named by `include environments`", "5 named by `include keys`", "in eastus, westus: no filter of regions",
        "for gecko-t/alpha: no filter of pools",
      ],
      leftOut: [
        "environment production 6 not among `include environments`", "key bravo 5 not among `include keys`",
        "key charlie 5 not among `include keys`",
        "build-azure-alpha-staging 4 `when` says no under `pool-deploy`",
        "verify-azure-alpha-staging-gecko-t-alpha 3 `when` says no under `no-verify`",
      ]),
    Explained(
      message: "subject\n\nno-ci\ninclude keys: alpha", task: "none", reasons: [],
      leftOut: ["production", "staging"].map { "environment \($0) 3 `no-ci` leaves no task" }
        + ["alpha", "bravo", "charlie"].map { "key \($0) 3 `no-ci` leaves no task" }),
  ]

  @Test("every name is in or out for a reason, with the line that says so", arguments: explained)
  func explains(_ row: Explained) async throws {
    var fixture = Fixture()
    if row.message.contains("multi") {
      fixture.files["config/multi.yaml"] =
        Fixture.config(worker: "multi", locations: ["eastus"]) + "\npools: [gecko-t/multi-a, gecko-t/multi-b]\n"
    }
    let graphs = try await fixture.run(row.message)
    func text(_ reason: Reason) -> String {
      guard let place = reason.place else { return reason.text }
      return "\(LineIndex(place.file).position(at: place.range.lowerBound).line) \(reason.text)"
    }
    #expect((graphs.task(row.task)?.reasons ?? []).map(text) == row.reasons)
    let leftOut = graphs.selection.leftOut + graphs.graphs.flatMap(\.leftOut)
    let words = leftOut.map { leftOut in
      let subject =
        switch leftOut.subject {
        case .key(let name): "key \(name)"
        case .environment(let name): "environment \(name)"
        case .task(let label, _): label
        case .locations(let names, let owner): "locations \(names.joined(separator: " ")) of \(owner.name)"
        case .pools(let names, let owner): "pools \(names.joined(separator: " ")) of \(owner.name)"
        }
      return "\(subject) \(text(leftOut.reason))"
    }
    #expect(words == row.leftOut)
  }

  // MARK: - what is named in vain

  struct InVain: CustomTestStringConvertible, Sendable {
    /// With `‹` before each value that is warned of, and `›` behind it.
    let message: String
    var environments: [String]?
    let help: String?

    var testDescription: String { message.replacing("\n", with: " / ") }
  }

  static let inVain = [
    InVain(message: "include keys: alpha, bravo\ninclude regions: eastus", help: nil),
    InVain(
      message: "include keys: alpha, ‹bravo›\ninclude regions: westus", help: "its locations are eastus"),
    InVain(message: "include keys: ‹alpha›\ninclude regions: northeurope", help: "its locations are eastus, westus"),
    InVain(message: "include keys: alpha, ‹bravo›\nexclude regions: eastus", help: "its locations are eastus"),
    InVain(
      message: "include keys: alpha\ninclude regions: eastus, ‹northeurope›",
      help: "the keys that are left have eastus, westus"),
    InVain(
      message: "include pools: gecko-t/alpha, ‹gecko-t/bravo›\ninclude regions: westus",
      help: "its locations are eastus"),
    InVain(
      message: "include environments: production, ‹staging›\ninclude regions: francecentral",
      help: "its locations are eastus, northeurope, westus"),
    // Nobody looks at that environment now.
    InVain(
      message: "include environments: production, staging\ninclude regions: francecentral",
      environments: ["production"], help: nil),
    InVain(message: "exclude keys: alpha, bravo, charlie, delta", help: nil),
    InVain(message: "include keys: none\ninclude regions: eastus", help: nil),
    InVain(message: "include keys: bravo\ninclude environments: none", help: nil),
    InVain(message: "no-ci\ninclude keys: bravo\ninclude regions: westus", help: nil),
  ]

  @Test("what is included by name and gives nothing is warned of", arguments: inVain)
  func namedInVain(_ row: InVain) async throws {
    var fixture = Fixture()
    fixture.files["config/delta.yaml"] =
      Fixture.config(worker: "delta", locations: ["eastus"])
      + "\nenvironments: {production: {azure: {locations: [francecentral]}}}\n"
    let marked = row.message.split(separator: "‹", omittingEmptySubsequences: false)
    let names = marked.dropFirst().map { String($0.prefix { $0 != "›" }) }
    let message = row.message.filter { $0 != "‹" && $0 != "›" }
    let graphs = try await fixture.run(message, environments: row.environments)
    let found = graphs.diagnostics.filter { $0.id == "named-in-vain" }
    #expect(found.map { $0.place?.text } == names)
    #expect(found.allSatisfy { $0.severity == .warning && $0.help == row.help }, "\(found.map(\.help))")
  }
}
