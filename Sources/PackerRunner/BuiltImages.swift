internal import AzureImages
internal import Diagnostics
internal import TaskclusterClient

/// Which of a template's images are there already, built by this very task: they are whole and carry its id.
struct BuiltImages: Sendable {
  let signIn: @Sendable () async throws(AzureError) -> AzureClient

  /// Names of the builders whose image is done.
  ///
  /// - Throws: why Azure does not say, all faults together, with their exit code.
  func names(of builders: [PackerTemplate.Builder], builtBy taskID: String) async throws(Failure) -> [String] {
    let images = try builders.map { builder throws(Failure) in
      guard let image = builder.image else {
        throw Failure(
          .configuration,
          [
            Diagnostic(
              id: "no-image-name",
              "a run that goes on needs the name of the image; the builder `\(builder.name)` has none")
          ])
      }
      return image
    }
    let client: AzureClient
    do throws(AzureError) {
      client = try await signIn()
    } catch {
      throw Failure(error.exitCode, [error.diagnostic])
    }
    var built: [String] = []
    var faults: [AzureError] = []
    await withTaskGroup(of: (String, Result<Bool, AzureError>).self) { group in
      for image in images {
        group.addTask { (image.location, await Self.isBuilt(image, by: taskID, client)) }
      }
      for await (name, result) in group {
        switch result {
        case .success(let isBuilt): if isBuilt { built.append(name) }
        case .failure(let error): faults.append(error)
        }
      }
    }
    guard let first = faults.first else { return built.sorted() }
    let lasting = faults.first { $0.exitCode != .tryAgain }
    throw Failure((lasting ?? first).exitCode, faults.map(\.diagnostic))
  }

  private static func isBuilt(
    _ image: ImageReference, by taskID: String, _ client: AzureClient
  ) async -> Result<Bool, AzureError> {
    do throws(AzureError) {
      let found = try await client.image(image)
      return .success(found.map { $0.isReady && $0.tags["machineImageTask"] == taskID } ?? false)
    } catch {
      return .failure(error)
    }
  }
}
