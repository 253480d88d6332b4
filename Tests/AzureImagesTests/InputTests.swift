import AzureStandIn
import Diagnostics
import Document
import TaskclusterClient
import Testing

@testable import AzureImages

@Suite struct ServicePrincipalTests {
  static let paths = [
    "relops_azure.packer.app_id", "relops_azure.packer.password", "relops_azure.tenant_id",
    "relops_azure.subscription_id",
  ]

  /// The account's secret with one value in place of another.
  private static func secret(_ path: String, _ value: JSON?) -> Secret<JSON> {
    func set(_ json: JSON?, _ path: ArraySlice<String>) -> JSON? {
      guard let name = path.first else { return value }
      var object = json?.object ?? [:]
      object[name] = set(object[name], path.dropFirst())
      return .object(object)
    }
    let json = set(AzureStandIn.Account().secret, path.split(separator: ".").map(String.init)[...])
    return Secret(json ?? .null)
  }

  @Test(arguments: paths, [JSON.string(""), JSON.number(7), nil])
  func anEmptyValueIsRefusedByName(_ path: String, _ value: JSON?) throws {
    let failure = #expect(throws: Failure.self) {
      _ = try ServicePrincipal(Self.secret(path, value), named: "project/dev", key: "win10")
    }
    #expect(failure?.exitCode == .configuration)
    #expect(failure?.diagnostics.map(\.message) == ["`\(path)` of the secret `project/dev` must not be empty"])
  }

  @Test func allOfThemAreRefusedTogether() {
    let failure = #expect(throws: Failure.self) {
      _ = try ServicePrincipal(Secret([:]), named: "project/dev", key: "trusted-win10")
    }
    #expect(failure?.diagnostics.count == 4)
    let last = failure?.diagnostics.last?.message
    #expect(last == "`relops_azure.trusted_subscription_id` of the secret `project/dev` must not be empty")
  }

  @Test func aValueOfTwoLinesIsRefusedWithoutIt() {
    let failure = #expect(throws: Failure.self) {
      _ = try ServicePrincipal(Self.secret("relops_azure.packer.password", "one\nand two"), named: "s", key: "win10")
    }
    #expect(failure?.diagnostics.map(\.id) == ["broken-secret"])
    let text = DiagnosticRenderer().text(of: failure?.diagnostics ?? [])
    #expect(!text.contains("and two"))
  }

  @Test(arguments: [
    ("win10-64-2004", "c3c7ee2d-subscription"), ("trusted-win2022-l3", "e1a4b5d2-trusted"),
    ("TRUSTED-x", "e1a4b5d2-trusted"),
  ])
  func trustedKeysHaveASubscriptionOfTheirOwn(_ key: String, _ subscription: String) throws {
    let principal = try Fixture.principal(of: .init(), key: key)
    #expect(principal.subscriptionID.reveal() == subscription)
  }

  @Test func noWayOfPrintingShowsAValue() throws {
    let account = AzureStandIn.Account()
    let principal = try Fixture.principal(of: account)
    var dumped = ""
    dump(principal, to: &dumped)
    let text = "\(principal) \(String(reflecting: principal)) \(dumped)"
    for value in account.values { #expect(!text.contains(value)) }
  }
}

@Suite struct ImageReferenceTests {
  @Test func argumentsAreSortedByLocation() throws {
    let images = try ImageReference.list(["westus=b_", "eastus=a.1-x"], resourceGroup: "rg-packer-through-cib")
    #expect(images.map(\.location) == ["eastus", "westus"])
    #expect(images.map(\.name) == ["a.1-x", "b_"])
  }

  @Test(arguments: [
    "", "eastus", "eastus=", "=name", "East US=name", "eastus=-name", "eastus=name-", "eastus=a/b", "eastus=a b",
    "eastus=a=b",
    "eastus=" + String(repeating: "a", count: 81), "eastus=../../x", "eastus=a?b",
  ])
  func whatIsNoImageIsRefused(_ argument: String) {
    let failure = #expect(throws: Failure.self) {
      _ = try ImageReference.list([argument, "westus=a"], resourceGroup: "rg")
    }
    #expect(failure?.exitCode == .usage)
    #expect(failure?.diagnostics.map(\.id) == ["image-argument"])
  }

  @Test(arguments: ["", "a/b", "rg.", "rg?x", String(repeating: "a", count: 91)])
  func whatIsNoResourceGroupIsRefused(_ group: String) {
    let failure = #expect(throws: Failure.self) { _ = try ImageReference.list(["westus=a"], resourceGroup: group) }
    #expect(failure?.diagnostics.map(\.id) == ["resource-group"])
  }

  @Test func aLocationStandsOnce() {
    let failure = #expect(throws: Failure.self) {
      _ = try ImageReference.list(["westus=a", "westus=b", "nowhere"], resourceGroup: "rg")
    }
    #expect(failure?.diagnostics.count == 2)
  }
}

@Suite struct AzureEndpointTests {
  @Test(arguments: ["http://login.example.com", "ftp://x", "login.example.com", "https://user@x", "https://x?y"])
  func aSecretGoesToNoSuchServer(_ url: String) {
    let failure = #expect(throws: Failure.self) { _ = try AzureEndpoints(login: url, management: url) }
    #expect(failure?.exitCode == .usage)
    #expect(failure?.diagnostics.count == 2)
  }

  @Test(arguments: ["https://login.example.com/", "http://127.0.0.1:8080", "http://localhost:1"])
  func theseAreServers(_ url: String) throws { _ = try AzureEndpoints(login: url, management: url) }
}
