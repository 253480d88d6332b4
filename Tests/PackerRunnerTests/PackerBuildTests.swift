import AzureStandIn
import Diagnostics
import TaskclusterClient
import TestSupport
import Testing

@testable import PackerRunner

/// With the real Packer, 1.6.6.
@Suite(.enabled(if: Tool.isInstalled("packer"), "Packer is not installed"))
struct PackerBuildTests {
  @Test func whereTwoOfFiveFailTheOthersFinishAndTheNextRunBuildsTheTwo() async throws {
    let bench = try await PackerBench()
    let failing = try bench.template("case $PACKER_BUILD_NAME in eastus|westus) exit 3;; esac")
    let first = try await bench.build(failing)
    #expect(first.code == PackerBuild.retryCode)
    #expect(first.diagnostics.map(\.id) == ["packer-failed"])
    #expect(
      first.diagnostics.first?.help == "another run builds what is missing; done are centralus, northeurope, westeurope"
    )
    #expect(bench.builds.map { $0.only } == ["centralus,eastus,northeurope,westeurope,westus"])
    #expect(bench.azure.tags(of: PackerBench.image("northeurope"))["machineImageTask"] == PackerBench.task)
    #expect(bench.azure.tags(of: PackerBench.image("eastus")).isEmpty)

    let second = try await bench.build(try bench.template(), run: 1)
    #expect(second.code == 0)
    #expect(second.diagnostics.isEmpty)
    #expect(bench.builds.last?.only == "eastus,westus")
    #expect(bench.lines.contains("built by an earlier run: centralus, northeurope, westeurope"))

    let third = try await bench.build(try bench.template(), run: 2)
    #expect(third.code == 0)
    #expect(bench.builds.count == 2)
  }

  @Test func anImageOfAnotherTaskOrHalfMadeIsBuiltAgain() async throws {
    let bench = try await PackerBench()
    bench.azure.add(PackerBench.image("eastus"), in: "eastus", tags: ["machineImageTask": "AnotherTaskAnotherTask"])
    bench.azure.add(
      PackerBench.image("westus"), in: "westus", state: "Failed", tags: ["machineImageTask": PackerBench.task])
    bench.azure.add(PackerBench.image("centralus"), in: "centralus", tags: ["machineImageTask": PackerBench.task])
    let ending = try await bench.build(try bench.template(), locations: ["centralus", "eastus", "westus"], run: 1)
    #expect(ending.code == 0)
    #expect(bench.builds.map { $0.only } == ["eastus,westus"])
  }

  @Test func whereAllFailItEndsAsPackerDoes() async throws {
    let bench = try await PackerBench()
    let ending = try await bench.build(try bench.template("exit 3"), locations: ["eastus", "westus"])
    #expect(ending.code == 1)
    #expect(ending.diagnostics.map(\.id) == ["packer-failed"])
  }

  @Test func outsideATaskItEndsAsPackerDoes() async throws {
    let bench = try await PackerBench()
    let script = "test $PACKER_BUILD_NAME = eastus"
    let ending = try await bench.build(try bench.template(script), locations: ["eastus", "westus"], taskID: nil)
    #expect(ending.code == 1)
    #expect(bench.azure.count("oauth2") == 0)
  }

  @Test(arguments: [(true, "-on-error=abort"), (false, "-on-error=cleanup")])
  func disableCleanupReachesPacker(_ keepsLeftovers: Bool, _ argument: String) async throws {
    let bench = try await PackerBench()
    let ending = try await bench.build(
      try bench.template("exit 3"), locations: ["eastus"], keepsLeftovers: keepsLeftovers)
    #expect(ending.code == 1)
    let build = try #require(bench.builds.first)
    #expect(build.split(separator: " ").contains(argument[...]))
    #expect(build.hasPrefix("build -force -color=false "))
  }

  @Test func aLocationWithoutABuilderIsRefusedBeforeAnythingRuns() async throws {
    let bench = try await PackerBench()
    let failure = await #expect(throws: Failure.self) {
      _ = try await bench.build(try bench.template(), locations: ["eastus", "westu", "moon"])
    }
    #expect(failure?.exitCode == .usage)
    #expect(failure?.diagnostics.map(\.id) == ["unknown-builder", "unknown-builder"])
    #expect(failure?.diagnostics.first?.help == "did you mean `westus`?")
    #expect(bench.calls.isEmpty)
  }

  @Test func aTemplateThatPackerRefusesIsSaid() async throws {
    let bench = try await PackerBench()
    let template = try PackerTemplate(
      Array(#"{"builders": [{"name": "eastus", "type": "nosuch"}]}"#.utf8), named: "template")
    let failure = await #expect(throws: Failure.self) {
      _ = try await bench.build(template, locations: ["eastus"])
    }
    #expect(failure?.exitCode == .configuration)
    #expect(failure?.diagnostics.map(\.id) == ["packer-validate"])
    #expect(bench.builds.isEmpty)
  }
}

// MARK: - Time and interruption

@Suite(.enabled(if: Tool.isInstalled("packer"), "Packer is not installed"))
struct PackerInterruptionTests {
  /// Deaf to an interrupt, so that it is Packer that says something of it.
  private static let deaf = "trap '' INT; echo ready; sleep 50"

  @Test func atTheTimeLimitPackerIsInterruptedAndEndsByItself() async throws {
    let bench = try await PackerBench()
    let ending = try await bench.build(
      try bench.template(Self.deaf), locations: ["eastus"], timeLimit: .seconds(40))
    #expect(ending.code == PackerBuild.retryCode)
    #expect(ending.diagnostics.map(\.id) == ["packer-time-limit"])
    #expect(bench.lines.contains { $0.contains("Cancelling build after receiving interrupt") })
  }

  @Test func afterTheGraceAPackerThatDoesNotEndIsKilledWithAllThatItStarted() async throws {
    let bench = try await PackerBench()
    try bench.install(
      """
      #!/bin/sh
      case $1 in validate) exit 0;; esac
      trap '' INT
      while :; do sleep 1; done
      """)
    // That it returns at all is the test: the script above never does.
    let ending = try await bench.build(
      try bench.template(), locations: ["eastus"], timeLimit: .seconds(2), grace: .seconds(1))
    #expect(ending.code == PackerBuild.retryCode)
  }

  @Test func aRequestToStopInterruptsPacker() async throws {
    let bench = try await PackerBench()
    let stop = StopSignal()
    let raiser = Task {
      while !bench.lines.contains(where: { $0.hasSuffix("eastus: ready") }) {
        try await Task.sleep(for: .milliseconds(20))
      }
      stop.raise()
    }
    let ending = try await bench.build(try bench.template(Self.deaf), locations: ["eastus"], stop: stop)
    try await raiser.value
    #expect(ending.code != 0)
    #expect(ending.diagnostics.map(\.id) == ["stopped"])
    #expect(bench.lines.contains { $0.contains("Cancelling build after receiving interrupt") })
  }

  @Test func aProgramThatIsNotThereIsSaid() async throws {
    for name in ["no-such-packer", "/no/such/packer", "", "a=b"] {
      var process = PackerProcess()
      process.executable = name
      let template = try PackerTemplate(
        Array(#"{"builders": [{"name": "eastus", "type": "null"}]}"#.utf8), named: "t")
      let failure = await #expect(throws: Failure.self) {
        _ = try await process.run(
          .validate(only: []), template: template, PackerEnvironment(placeholdersFor: template), show: { _ in })
      }
      #expect(failure?.diagnostics.map(\.id) == ["no-packer"])
    }
  }
}

// MARK: - Secrets and Azure's faults

@Suite(.enabled(if: Tool.isInstalled("packer"), "Packer is not installed"))
struct PackerSecretTests {
  /// The build prints its whole environment, and the value that Packer itself hides.
  @Test func secretsReachPackerByTheEnvironmentAloneAndNobodyElse() async throws {
    let bench = try await PackerBench()
    let script = "test -n \"$client_secret\" && test \"$GIVEN\" = \"$client_secret\" && env && echo \"is:$GIVEN:\""
    let ending = try await bench.build(try bench.template(script), locations: ["eastus", "westus"])
    #expect(ending.code == 0)
    let shown = bench.lines.joined(separator: "\n")
    #expect(shown.contains("client_secret=\(Redaction.mark)") || shown.contains("client_secret=<sensitive>"))
    for value in bench.azure.account.values where value != bench.azure.account.trustedSubscription {
      #expect(!shown.contains(value))
      #expect(!bench.calls.joined().contains(value))
    }
  }

  @Test(arguments: [(429, ExitCode.tryAgain), (403, .missingScopes), (400, .configuration)])
  func aRunThatCannotAskAzureBuildsNothing(_ status: Int, _ code: ExitCode) async throws {
    let bench = try await PackerBench()
    for _ in 1...16 { bench.azure.fail(.init("GET", .status(status, body: bench.azure.error("Fault")))) }
    let failure = await #expect(throws: Failure.self) {
      _ = try await bench.build(try bench.template(), locations: ["eastus", "westus"], run: 1)
    }
    #expect(failure?.exitCode == code)
    #expect(bench.calls.isEmpty)
    let text = DiagnosticRenderer().text(of: failure?.diagnostics ?? [])
    #expect(!text.contains(bench.azure.account.subscription))
  }

  @Test func whereAzureDoesNotSayWhatWasBuiltAnotherRunIsAskedFor() async throws {
    let bench = try await PackerBench()
    for _ in 1...8 { bench.azure.fail(.init("oauth2", .status(503))) }
    let ending = try await bench.build(try bench.template("exit 3"), locations: ["eastus"])
    #expect(ending.code == PackerBuild.retryCode)
    #expect(ending.diagnostics.map(\.id) == ["packer-failed", "azure-busy"])
  }
}

extension String {
  /// The names that Packer was told to build.
  fileprivate var only: String? {
    split(separator: " ").first { $0.hasPrefix("-only=") }.map { String($0.dropFirst(6)) }
  }
}
