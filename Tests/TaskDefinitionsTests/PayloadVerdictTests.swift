import Document
import TaskDefinitions
import TestSupport
import Testing

@Suite("Payload rules, and the schemas they were taken from")
struct PayloadVerdictTests {
  /// For each worker.
  private static let count = 1_500

  @Test(
    "jsonschema gives the same verdict on 6,000 payloads",
    .enabled(if: Shared.exists("taskcluster/schemas") && Tool.python != nil))
  func verdicts() async throws {
    let python = try #require(Tool.python)
    let schemas = try #require(Shared.path("taskcluster/schemas"))
    let script = Checkout.root + "/Tests/Tools/payloads.py"
    let run = try await Program.run(python, [script, schemas, "\(Self.count)", "5"])
    #expect(run.code == 0, "\(run.errors)")

    var counts: [WorkerImplementation: (valid: Int, broken: Int)] = [:]
    var disagreements: [String] = []
    for line in run.output.utf8.split(separator: UInt8(ascii: "\n")) {
      let judged = try JSON(parsing: line)
      let name = try #require(judged["worker"]?.string)
      let worker = try #require(WorkerImplementation(rawValue: name))
      let payload = try #require(judged["payload"])
      let isValid = judged["valid"] == true
      let violations = worker.shapeViolations(of: payload)
      if violations.isEmpty != isValid {
        let reasons = violations.map(\.message).joined(separator: "; ")
        disagreements.append("\(name), jsonschema: \(isValid), ours: \(reasons): \(payload.text().prefix(600))")
      }
      if isValid { counts[worker, default: (0, 0)].valid += 1 } else { counts[worker, default: (0, 0)].broken += 1 }
    }
    #expect(disagreements.prefix(5).isEmpty, "\(disagreements.count) of \(4 * Self.count)")
    for worker in WorkerImplementation.allCases {
      let (valid, broken) = counts[worker] ?? (0, 0)
      #expect(valid + broken == Self.count)
      #expect(min(valid, broken) > Self.count / 5, "\(worker): \(valid) valid, \(broken) broken")
    }
  }
}
