import AzureStandIn
import Diagnostics
import Document
import Synchronization
import TaskclusterClient

@testable import AzureImages

/// What the tests of this module start from.
enum Fixture {
  static let identity = ImageIdentity(key: "win10-64-2004", environment: "production", deploymentID: "5db26eb")
  static let locations = ["centralus", "eastus", "northeurope", "westeurope", "westus"]
  static let stamp = [
    "machineImageTask": "fN1SbArXTPSVFNUvaOlinQ", "machineImageCommitSha": "72e783271f2e1b2c3d4e5f60718293a4b5c6d7e8",
    "machineImageCommitTime": "2026-11-20T08:15:00Z",
  ]

  static func name(_ location: String) -> String { "gecko-t-win10-64-2004-\(location)-20h1-5db26eb" }

  static func reference(_ location: String) -> ImageReference {
    ImageReference(location: location, resourceGroup: "rg", name: name(location))
  }

  /// A stand-in that has a stamped image in every location.
  static func azure(_ locations: [String] = locations) async throws -> AzureStandIn {
    let azure = try await AzureStandIn()
    for location in locations {
      azure.add(name(location), in: location, tags: stamp.merging(["Project": "gecko"]) { $1 })
    }
    return azure
  }

  static func principal(of account: AzureStandIn.Account, key: String = identity.key) throws -> ServicePrincipal {
    try ServicePrincipal(Secret(account.secret), named: "project/secret", key: key)
  }

  static func caller(_ time: RecordedTime, until: Duration? = nil) throws -> AzureCaller {
    AzureCaller(transport: try CurlTransport(), pacing: time.pacing, patience: Patience(until: until))
  }

  /// Signs in and tags, as the command does.
  static func tag(
    _ azure: AzureStandIn, _ locations: [String] = locations, time: RecordedTime = RecordedTime(),
    until: Duration? = nil, principal: ServicePrincipal? = nil
  ) async throws -> TaggingReport {
    let client = try await AzureClient.signIn(
      try principal ?? self.principal(of: azure.account),
      endpoints: try AzureEndpoints(login: azure.url, management: azure.url), caller: try caller(time, until: until))
    return await ImageTagging(client, identity).run(locations.map(reference))
  }

  /// All that a person would see.
  static func text(of report: TaggingReport) -> String {
    DiagnosticRenderer().text(of: report.diagnostics) + report.json.text(.pretty)
  }
}

/// Time that passes only where somebody sleeps.
final class RecordedTime: Sendable {
  private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration]()))

  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  var pacing: Pacing {
    Pacing(
      now: { Timestamp(milliseconds: 1_795_000_000_000) }, uptime: { self.state.withLock { $0.elapsed } },
      sleep: { duration in
        self.state.withLock {
          $0.sleeps.append(duration)
          $0.elapsed += duration
        }
      },
      random: { 1 << 63 })
  }
}
