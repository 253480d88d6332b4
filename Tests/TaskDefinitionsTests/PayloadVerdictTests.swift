import Document
import TaskDefinitions
import TestSupport
import Testing

@Suite("The rules of tasks and payloads, and the schemas they were taken from")
struct PayloadVerdictTests {
  /// For each worker, and for createTask.
  private static let count = 1_500

  @Test(
    "jsonschema gives the same verdict on 6,000 payloads and 1,500 tasks",
    .enabled(if: Shared.exists("taskcluster/schemas") && Tool.python != nil))
  func verdicts() async throws {
    let python = try #require(Tool.python)
    let schemas = try #require(Shared.path("taskcluster/schemas"))
    let script = Checkout.root + "/Tests/Tools/payloads.py"
    let run = try await Program.run(python, [script, schemas, "\(Self.count)", "5"])
    #expect(run.code == 0, "\(run.errors)")

    var counts: [String: (valid: Int, broken: Int)] = [:]
    var disagreements: [String] = []
    for line in run.output.utf8.split(separator: UInt8(ascii: "\n")) {
      let judged = try JSON(parsing: line)
      let name = try #require(judged["worker"]?.string)
      let payload = try #require(judged["payload"])
      let isValid = judged["valid"] == true
      let violations =
        WorkerImplementation(rawValue: name)?.shapeViolations(of: payload) ?? Self.violations(ofTask: payload)
      if violations.isEmpty != isValid {
        let reasons = violations.map(\.message).joined(separator: "; ")
        disagreements.append("\(name), jsonschema: \(isValid), ours: \(reasons): \(payload.text().prefix(600))")
      }
      if isValid { counts[name, default: (0, 0)].valid += 1 } else { counts[name, default: (0, 0)].broken += 1 }
    }
    #expect(disagreements.prefix(5).isEmpty, "\(disagreements.count) of \(5 * Self.count)")
    for worker in WorkerImplementation.allCases.map(\.rawValue) + ["create-task"] {
      let (valid, broken) = counts[worker] ?? (0, 0)
      #expect(valid + broken == Self.count)
      #expect(min(valid, broken) > Self.count / 5, "\(worker): \(valid) valid, \(broken) broken")
    }
  }

  /// A body that is no object at all is none for the client: the queue's own check is asked through one that holds it.
  private static func violations(ofTask body: JSON) -> [Violation] {
    guard let object = body.object else { return [Violation([], .wrongType(expected: "an object"))] }
    return TaskDefinition(object).schemaViolations
  }
}
