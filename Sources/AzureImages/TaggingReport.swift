package import Diagnostics
package import Document

/// What came of tagging, image by image.
package struct TaggingReport: Sendable {
  package struct Entry: Sendable {
    package let image: ImageReference
    /// All tags that the image has now; nil if it could not be tagged.
    package let tags: ImageTags?
    package let diagnostics: [Diagnostic]
    package let exitCode: ExitCode

    init(_ image: ImageReference, tags: ImageTags?, diagnostics: [Diagnostic], exitCode: ExitCode) {
      self.image = image
      self.tags = tags
      self.diagnostics = diagnostics
      self.exitCode = exitCode
    }

    init(_ image: ImageReference, problem: Diagnostic, exitCode: ExitCode) {
      self.init(image, tags: nil, diagnostics: [problem], exitCode: exitCode)
    }
  }

  /// Sorted by location.
  package let entries: [Entry]

  init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.image.location < $1.image.location }
  }

  package var diagnostics: [Diagnostic] {
    entries.flatMap { entry in entry.diagnostics.map { $0.within(entry.image.description) } }
  }

  /// Where failures differ, one that another run cannot mend goes before one that it may.
  package var exitCode: ExitCode { .worst(of: entries.map(\.exitCode)) }

  /// images.json: the images that are tagged, and all tags that they have now.
  ///
  ///     {"images": {"eastus": "/resourceGroups/rg/providers/Microsoft.Compute/images/name"},
  ///      "tags": {"eastus": {"imageKey": "win10-64-2004", …}}}
  ///
  /// The ids are those below the subscription, whose own id is a secret while this is published.
  package var json: JSON {
    let done = entries.compactMap { entry in entry.tags.map { (entry.image, $0) } }
    return [
      "images": .object(
        JSONObject(done.map { JSONObject.Member(key: $0.0.location, value: .string($0.0.idInSubscription)) })),
      "tags": .object(JSONObject(done.map { JSONObject.Member(key: $0.0.location, value: .object($0.1.object)) })),
    ]
  }
}
