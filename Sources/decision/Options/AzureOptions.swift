import ArgumentParser
import AzureImages
import Diagnostics
import TaskclusterClient

/// Who we are to Azure, and where Azure is.
struct AzureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The Taskcluster secret that holds relops_azure. (default: that of TASKCLUSTER_SECRET)", valueName: "name"))
  var secret: String?

  @Option(help: ArgumentHelp("Azure's login server.", valueName: "url"))
  var loginEndpoint = AzureEndpoints.cloudLogin

  @Option(help: ArgumentHelp("Azure's resource manager.", valueName: "url"))
  var azureEndpoint = AzureEndpoints.cloudManagement

  /// Azure as it is asked for one key.
  struct Session {
    let principal: ServicePrincipal
    let endpoints: AzureEndpoints
    let caller: AzureCaller

    func signIn() async throws -> AzureClient {
      do throws(AzureError) {
        return try await AzureClient.signIn(principal, endpoints: endpoints, caller: caller)
      } catch {
        throw Failure(error.exitCode, [error.diagnostic])
      }
    }
  }

  /// How long Azure's answers are waited for, in all.
  private static let patience = Duration.seconds(10 * 60)

  /// - Throws: what is wrong with the endpoints or the secret.
  func session(key: String) async throws -> Session {
    let environment = TaskEnvironment()
    guard let name = secret ?? environment["TASKCLUSTER_SECRET"] else {
      throw Failure(
        .usage,
        [Diagnostic(id: "no-secret-name", "the secret must be named: by --secret, or in TASKCLUSTER_SECRET")])
    }
    let endpoints = try AzureEndpoints(login: loginEndpoint, management: azureEndpoint)
    let client = try Client.real(environment.all)
    let patience = Patience(until: client.pacing.uptime() + Self.patience) { setback in
      Terminal.standardError.write("\(setback.reason); trying again in \(setback.delay.components.seconds) s\n")
    }
    return Session(
      principal: try await ServicePrincipal.load(from: client.secrets, named: name, key: key, patience: patience),
      endpoints: endpoints,
      caller: AzureCaller(transport: client.transport, pacing: client.pacing, patience: patience))
  }
}
