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
}
