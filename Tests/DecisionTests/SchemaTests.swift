import FoundationEssentials
import TestSupport
import Testing

/// Every body that is exported passes the real schemas, as PyPI's jsonschema reads them.
@Suite("Schemas") struct SchemaTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var root = Checkout.root
    let message: String

    var testDescription: String { "\(root == Checkout.root ? "ours" : "two clouds"): \(message)" }
  }

  static let cases = ["", "pool-deploy", "disable-cleanup\noverwrite-machine-image\nno-verify"].flatMap { message in
    [Case(message: message), Case(root: TwoClouds.root, message: message)]
  }

  @Test(
    "every task of every key and environment passes createTask's schema and its worker's",
    .enabled(if: Tool.python != nil && Shared.exists("taskcluster/schemas")),
    arguments: cases)
  func export(_ row: Case) async throws {
    let python = try #require(Tool.python)
    let schemas = try #require(Shared.path("taskcluster/schemas"))
    let export = try await Program.run(
      ["export", "--root", row.root, "--message", row.message] + Example.fixed)
    #expect(export.code == 0, "\(export.errors)")
    let verdict = try await Program.run(
      python, [Checkout.root + "/Tests/Tools/exported_tasks.py", schemas, row.root], input: export.output)
    #expect(verdict.code == 0, "\(verdict.output)\(verdict.errors)")
    #expect(verdict.output.isEmpty)
    #expect(!verdict.errors.hasPrefix("0 tasks"))
  }
}
