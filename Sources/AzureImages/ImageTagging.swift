internal import Diagnostics
internal import Document

/// Tags the images of one key and environment, all at once. A fault at one does not stop the others.
package struct ImageTagging: Sendable {
  private let client: AzureClient
  private let identity: ImageIdentity

  package init(_ client: AzureClient, _ identity: ImageIdentity) {
    self.client = client
    self.identity = identity
  }

  package func run(_ images: [ImageReference]) async -> TaggingReport {
    await withTaskGroup(of: TaggingReport.Entry.self) { group in
      for image in images { group.addTask { await tag(image) } }
      return await TaggingReport(group.reduce(into: []) { $0.append($1) })
    }
  }

  private func tag(_ reference: ImageReference) async -> TaggingReport.Entry {
    do throws(AzureError) {
      guard let image = try await client.image(reference) else {
        return TaggingReport.Entry(reference, problem: Self.missing(reference), exitCode: .message)
      }
      let plan = TagPlan(image, identity)
      guard !plan.diagnostics.hasErrors else {
        return TaggingReport.Entry(reference, tags: nil, diagnostics: plan.diagnostics, exitCode: .configuration)
      }
      let isDone = plan.additions.isEmpty
      let tags = isDone ? image.tags : try await client.merge(plan.additions, into: reference)
      return TaggingReport.Entry(reference, tags: tags, diagnostics: plan.diagnostics, exitCode: .good)
    } catch {
      return TaggingReport.Entry(reference, problem: error.diagnostic, exitCode: error.exitCode)
    }
  }

  private static func missing(_ reference: ImageReference) -> Diagnostic {
    Diagnostic(
      id: "missing-image",
      "there is no image `\(reference.name)` in the resource group `\(reference.resourceGroup)`",
      help: "build it: `pool-deploy` tags only what is there")
  }
}
