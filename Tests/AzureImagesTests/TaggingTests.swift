import AzureStandIn
import Diagnostics
import Document
import TaskclusterClient
import Testing

@testable import AzureImages

@Suite struct TaggingTests {
  @Test func everyImageGetsTheTagsThatItHasNot() async throws {
    let azure = try await Fixture.azure()
    let report = try await Fixture.tag(azure)
    #expect(report.exitCode == .good)
    #expect(report.diagnostics.isEmpty)
    for location in Fixture.locations {
      let expected = Fixture.stamp.merging([
        "Project": "gecko", "imageKey": "win10-64-2004", "environment": "production", "deploymentId": "5db26eb",
      ]) { $1 }
      #expect(azure.tags(of: Fixture.name(location)) == expected)
      let patch = try #require(azure.patches(of: Fixture.name(location)).first)
      #expect(patch["operation"] == "Merge")
      #expect(patch["properties"]?["tags"]?.object?.keys == ["deploymentId", "environment", "imageKey"])
    }
    #expect(azure.count("oauth2") == 1)
  }

  @Test func imagesJSONSaysWhereEachImageIsAndWhatItSays() async throws {
    let azure = try await Fixture.azure()
    let report = try await Fixture.tag(azure, ["eastus", "westus"])
    let id = report.json["images"]?["eastus"]
    #expect(
      id == "/resourceGroups/rg/providers/Microsoft.Compute/images/gecko-t-win10-64-2004-eastus-20h1-5db26eb")
    #expect(report.json["images"]?.object?.keys == ["eastus", "westus"])
    #expect(report.json["tags"]?["westus"]?["machineImageTask"] == "fN1SbArXTPSVFNUvaOlinQ")
    #expect(report.json["tags"]?["westus"]?["imageKey"] == "win10-64-2004")
    #expect(try await Fixture.tag(azure, ["westus", "eastus"]).json.bytes() == report.json.bytes())
  }

  @Test func nothingIsSentToAnImageThatHasAllItsTags() async throws {
    let azure = try await Fixture.azure(["eastus"])
    _ = try await Fixture.tag(azure, ["eastus"])
    let again = try await Fixture.tag(azure, ["eastus"])
    #expect(again.exitCode == .good)
    #expect(again.json["tags"]?["eastus"]?["imageKey"] == "win10-64-2004")
    #expect(azure.count("PATCH") == 1)
  }

  @Test func missingImagesAreNamedAndTheOthersTagged() async throws {
    let azure = try await Fixture.azure(["eastus", "westus"])
    let report = try await Fixture.tag(azure)
    #expect(report.exitCode == .message)
    #expect(report.diagnostics.map(\.id) == ["missing-image", "missing-image", "missing-image"])
    #expect(
      report.diagnostics.first?.message
        == "there is no image `gecko-t-win10-64-2004-centralus-20h1-5db26eb` in the resource group `rg`")
    #expect(report.json["images"]?.object?.keys == ["eastus", "westus"])
    #expect(azure.tags(of: Fixture.name("westus"))["imageKey"] == "win10-64-2004")
  }

  @Test func keysOfTheTrustedSubscriptionAreLookedUpThere() async throws {
    let azure = try await Fixture.azure(["eastus"])
    let principal = try Fixture.principal(of: azure.account, key: "trusted-win2022-64-l3")
    let report = try await Fixture.tag(azure, ["eastus"], principal: principal)
    #expect(report.exitCode == .good)
    #expect(azure.count("/subscriptions/\(azure.account.trustedSubscription)/") == 2)
    #expect(azure.count("/subscriptions/\(azure.account.subscription)/") == 0)
  }
}

// MARK: - Faults

@Suite struct TaggingFaultTests {
  static let passing: [(name: String, fault: AzureStandIn.Fault)] = [
    ("throttled", .init("GET", .status(429, headers: [("Retry-After", "17")]))),
    ("failing", .init("PATCH", .status(503, body: "<html>Service Unavailable</html>"))),
    ("broken off", .init("PATCH", .hangUp)),
    ("changed by another", .init("PATCH", .status(409, body: #"{"error":{"code":"Conflict"}}"#))),
    ("senseless", .init("GET", .status(200, body: "<html>"))),
    ("at the login", .init("oauth2", .status(500, body: "{}"))),
  ]

  @Test(arguments: passing.indices)
  func aFaultThatPassesIsOvercome(_ index: Int) async throws {
    let azure = try await Fixture.azure()
    azure.fail(Self.passing[index].fault, Self.passing[index].fault)
    let time = RecordedTime()
    let report = try await Fixture.tag(azure, time: time)
    #expect(report.exitCode == .good, "\(Self.passing[index].name): \(Fixture.text(of: report))")
    #expect(report.json["images"]?.object?.count == 5)
    // libcurl itself goes to a new connection where a kept one turns out to be closed.
    let waits = Self.passing[index].name == "broken off" ? 0...2 : 2...2
    #expect(waits.contains(time.sleeps.count))
    for location in Fixture.locations {
      #expect(azure.tags(of: Fixture.name(location))["imageKey"] == "win10-64-2004")
    }
  }

  @Test func azureIsAskedAgainWhenItSaysSo() async throws {
    let azure = try await Fixture.azure(["eastus"])
    azure.fail(.init("GET", .status(429, headers: [("Retry-After", "17")])))
    let time = RecordedTime()
    _ = try await Fixture.tag(azure, ["eastus"], time: time)
    #expect(time.sleeps == [.seconds(17)])
  }

  @Test func aWaitBeyondTheTimeThereIsEndsWithTryAgain() async throws {
    let azure = try await Fixture.azure(["eastus"])
    azure.fail(.init("GET", .status(429, headers: [("Retry-After", "900")])))
    let time = RecordedTime()
    let report = try await Fixture.tag(azure, ["eastus"], time: time, until: .seconds(600))
    #expect(report.exitCode == .tryAgain)
    #expect(report.diagnostics.map(\.id) == ["azure-busy"])
    #expect(time.sleeps.isEmpty)
  }

  @Test func aFaultThatStaysEndsWithTryAgain() async throws {
    let azure = try await Fixture.azure(["eastus"])
    for _ in 1...8 { azure.fail(.init("GET", .status(503, body: azure.error("ServerBusy")))) }
    let time = RecordedTime()
    let report = try await Fixture.tag(azure, ["eastus"], time: time)
    #expect(report.exitCode == .tryAgain)
    #expect(azure.count("GET") == 8)
    // 0.5 s, doubled each time, 30 s at most.
    #expect(time.sleeps.map { Int($0 / .milliseconds(1)) } == [500, 1000, 2000, 4000, 8000, 16000, 30000])
  }

  @Test func aRefusalIsNotRepeatedAndGoesBeforeWhatMayPass() async throws {
    let azure = try await Fixture.azure(["eastus", "westus"])
    azure.fail(.init("eastus", .status(403, body: azure.error("AuthorizationFailed"))))
    for _ in 1...8 { azure.fail(.init("westus", .status(503))) }
    let report = try await Fixture.tag(azure, ["eastus", "westus"])
    #expect(report.diagnostics.map(\.id) == ["azure-forbidden", "azure-busy"])
    #expect(
      report.diagnostics.flatMap(\.context) == ["eastus", "westus"].map { "image \(Fixture.name($0)) in \($0)" })
    #expect(report.exitCode == .missingScopes)
    #expect(azure.count("eastus") == 1)
  }

  @Test func aMergeThatSetsNothingIsNoSuccess() async throws {
    let azure = try await Fixture.azure(["eastus"])
    for _ in 1...8 { azure.fail(.init("PATCH", .status(200, body: #"{"properties":{"tags":{}}}"#))) }
    let report = try await Fixture.tag(azure, ["eastus"])
    #expect(report.exitCode == .unavailable)
    #expect(report.diagnostics.map(\.id) == ["unreadable-answer"])
  }

  @Test func aWrongPasswordIsSaidWithoutIt() async throws {
    let azure = try await Fixture.azure()
    var account = azure.account
    account.password = "wr0ng/Password+"
    let error = await #expect(throws: AzureError.self) {
      _ = try await Fixture.tag(azure, principal: Fixture.principal(of: account))
    }
    let diagnostic = try #require(error?.diagnostic)
    #expect(diagnostic.id == "not-signed-in")
    #expect(error?.exitCode == .missingScopes)
    let text = DiagnosticRenderer().text(of: [diagnostic])
    #expect(text.contains("AADSTS7000215"))
    for value in account.values { #expect(!text.contains(value)) }
  }

  /// Azure names the subscription in its errors, and a page of an error may quote all of the request.
  @Test func noSecretIsShownWhateverTheServersSay() async throws {
    let azure = try await Fixture.azure()
    let page =
      "{\"error\":{\"code\":\"Bad\",\"message\":\"\(azure.account.values.joined(separator: " ")) "
      + "\(azure.account.subscription.uppercased()) eyJ0eXAi.stand-in.token\"}}"
    for location in Fixture.locations {
      azure.fail(.init(Fixture.name(location), .status(400, body: page)))
    }
    let text = Fixture.text(of: try await Fixture.tag(azure))
    #expect(text.contains(Redaction.mark))
    for value in azure.account.values + [azure.account.subscription.uppercased(), "eyJ0eXAi"] {
      #expect(!text.contains(value))
    }
  }
}
