import AzureImages
import AzureStandIn
import Diagnostics
import Document
import TaskclusterClient
import TestSupport
import Testing

@testable import PackerRunner

@Suite struct PackerTemplateTests {
  @Test func buildersAreReadWithTheirImages() throws {
    let text = """
      {"variables": {"a": "{{env `client_id`}}", "b": "{{ env \\"TASK_ID\\" }}", "c": "plain", "d": "{{timestamp}}"},
       "builders": [
         {"name": "westus", "managed_image_name": "x", "managed_image_resource_group_name": "rg"},
         {"name": "eastus", "managed_image_name": "{{user `x`}}", "managed_image_resource_group_name": "rg"}]}
      """
    let template = try PackerTemplate(Array(text.utf8), named: "t.json")
    #expect(template.builders.map(\.name) == ["westus", "eastus"])
    #expect(template.builders[0].image == ImageReference(location: "westus", resourceGroup: "rg", name: "x"))
    #expect(template.builders[1].image == nil)
    #expect(template.environmentNames == ["TASK_ID", "client_id"])
    #expect(try template.builders(for: ["eastus"]).map(\.name) == ["eastus"])
  }

  @Test(arguments: [
    "", "[]", "{}", "null", #"{"builders": []}"#, #"{"builders": [{}]}"#, #"{"builders": {"name": 1}}"#, "{",
  ])
  func whatIsNoTemplateIsRefused(_ text: String) {
    let failure = #expect(throws: Failure.self) { _ = try PackerTemplate(Array(text.utf8), named: "t.json") }
    #expect(failure?.exitCode == .configuration)
    #expect(failure?.diagnostics.first?.place?.file.name == "t.json")
  }
}

@Suite struct TaskRunTests {
  @Test(arguments: [
    ([:], TaskRun(taskID: nil, number: 0)),
    (["TASK_ID": "abc", "RUN_ID": "2"], TaskRun(taskID: "abc", number: 2)),
    (["TASK_ID": "abc", "RUN_ID": ""], TaskRun(taskID: "abc", number: 0)),
  ])
  func isReadFromTheEnvironment(_ environment: [String: String], _ run: TaskRun) throws {
    #expect(try TaskRun(environment: environment) == run)
  }

  @Test(arguments: [["RUN_ID": "1"], ["TASK_ID": "abc", "RUN_ID": "-1"], ["TASK_ID": "abc", "RUN_ID": "one"]])
  func whatMakesNoSenseIsRefused(_ environment: [String: String]) {
    let failure = #expect(throws: Failure.self) { _ = try TaskRun(environment: environment) }
    #expect(failure?.exitCode == .usage)
  }
}

@Suite struct PackerEnvironmentTests {
  @Test func theSubscriptionHasTheNameThatTheTemplateAsksFor() throws {
    let account = AzureStandIn.Account()
    let principal = try ServicePrincipal(Secret(account.secret), named: "s", key: "trusted-win10")
    let variables = PackerEnvironment(principal).variables.reveal()
    #expect(variables["trusted_subscription_id"] == account.trustedSubscription)
    #expect(variables["subscription_id"] == account.trustedSubscription)
    #expect(variables["client_secret"] == account.password)
    #expect(variables["CHECKPOINT_DISABLE"] == "1")
  }
}

@Suite(.enabled(if: Tool.isInstalled("packer"), "Packer is not installed"))
struct PackerValidationTests {
  private func subject(_ name: String, _ builder: String) throws -> PackerValidation.Subject {
    let text = "{\"variables\": {\"client_secret\": \"{{env `client_secret`}}\"}, \"builders\": [\(builder)]}"
    return PackerValidation.Subject(name: name, template: try PackerTemplate(Array(text.utf8), named: name))
  }

  @Test func everyTemplateThatPackerRefusesIsNamedAndIdenticalOnesAreAskedOnce() async throws {
    let bench = try await PackerBench()
    var process = PackerProcess()
    process.executable = bench.program
    let good = #"{"name": "eastus", "type": "null", "communicator": "none"}"#
    let bad = #"{"name": "eastus", "type": "nosuch"}"#
    let diagnostics = try await PackerValidation(process).diagnostics(of: [
      subject("a in production", good), subject("b in production", bad), subject("b in staging", bad),
      subject("c in staging", good),
    ])
    #expect(diagnostics.map(\.id) == ["packer-validate"])
    #expect(diagnostics.first?.context == ["b in production, b in staging"])
    #expect(diagnostics.first?.notes.contains { $0.message.contains("nosuch") } == true)
    #expect(bench.calls.count == 2)
    #expect(bench.calls.allSatisfy { $0.hasPrefix("validate /") })
  }
}
