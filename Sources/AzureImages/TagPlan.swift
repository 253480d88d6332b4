package import Diagnostics
internal import Document
internal import TaskclusterClient

/// What the decision knows of the images: the task's own key, environment and deployment.
package struct ImageIdentity: Sendable {
  package let key: String
  package let environment: String
  package let deploymentID: String

  package init(key: String, environment: String, deploymentID: String) {
    self.key = key
    self.environment = environment
    self.deploymentID = deploymentID
  }
}

/// Which tags an image gets, and what is to be said of it.
///
/// A tag never says more than the image is. What it was made from stands in the stamp that Packer gave it, which is
/// never written here; and what it already says of itself holds, because a build makes a new image without the tags of
/// the one before.
package struct TagPlan: Sendable {
  package let additions: [String: String]
  package let diagnostics: [Diagnostic]

  /// The stamp: the task that built the image, the commit that it was built from and that commit's time.
  package static let stamp = ["machineImageTask", "machineImageCommitSha", "machineImageCommitTime"]
  /// Source: Azure's limits for tags.
  private static let maximum = 50

  package init(_ image: ManagedImage, _ identity: ImageIdentity) {
    let stages = [
      Self.state(of: image), Self.key(of: image, identity), Self.environment(of: image, identity),
      Self.deployment(of: image, identity),
    ]
    var problems = stages.flatMap(\.problems)
    let additions = stages.reduce(into: [:]) { $0.merge($1.additions) { first, _ in first } }
    if image.tags.count + additions.count > Self.maximum {
      problems.append(
        Diagnostic(
          id: "too-many-tags",
          "an image has at most \(Self.maximum) tags; with \(additions.keys.sorted().quoted) it would have more"))
    }
    self.additions = additions
    diagnostics = problems
  }

  /// What one look at the image adds, and has to say.
  private typealias Stage = (additions: [String: String], problems: [Diagnostic])

  /// Whether it is whole, where it should be, and stamped.
  private static func state(of image: ManagedImage) -> Stage {
    var problems: [Diagnostic] = []
    if let location = image.location, location != image.reference.location {
      problems.append(
        Diagnostic(id: "image-elsewhere", "the image must be in \(image.reference.location); it is in \(location)"))
    }
    if !image.isReady {
      problems.append(
        Diagnostic(
          id: "image-not-ready", "an image is tagged when it is whole; Azure does not say so of this one",
          help: "its build was broken off: build it again"))
    }
    let missing = stamp.filter { image.tags[$0] == nil }
    if !missing.isEmpty {
      problems.append(
        Diagnostic(
          .warning, id: "no-stamp",
          "an image says itself what it was built from; this one carries no \(missing.quoted)",
          help: "it was built without the stamp; the next build of the image sets it"))
    }
    return ([:], problems)
  }

  private static func key(of image: ManagedImage, _ identity: ImageIdentity) -> Stage {
    guard let key = image.tags["imageKey"] else { return (["imageKey": identity.key], []) }
    guard key.lowercased() != identity.key.lowercased() else { return ([:], []) }
    return (
      [:],
      [
        Diagnostic(
          id: "image-of-another-key",
          "the image must be one of the key `\(identity.key)`; it says `\(shown(key))`",
          help: "two keys make images of one name: look at their workerType, sku and deploymentId")
      ]
    )
  }

  private static func environment(of image: ManagedImage, _ identity: ImageIdentity) -> Stage {
    guard let environment = image.tags["environment"] else { return (["environment": identity.environment], []) }
    guard environment != identity.environment else { return ([:], []) }
    return (
      [:],
      [
        Diagnostic(
          .warning, id: "image-of-another-environment",
          "the image was built for the environment `\(shown(environment))`, and keeps that tag",
          help: "two environments share its resource group: the next build of either replaces it")
      ]
    )
  }

  private static func deployment(of image: ManagedImage, _ identity: ImageIdentity) -> Stage {
    switch image.tags["deploymentId"] {
    case identity.deploymentID?: return ([:], [])
    case let other?:
      return (
        [:],
        [
          Diagnostic(
            .warning, id: "older-deployment",
            "the image was built from deploymentId `\(shown(other))`, and keeps that tag; the config says `\(identity.deploymentID)`",
            help: "build it again to have what the config says")
        ]
      )
    case nil where image.reference.name.hasSuffix("-" + identity.deploymentID):
      return (["deploymentId": identity.deploymentID], [])
    case nil:
      return (
        [:],
        [
          Diagnostic(
            .warning, id: "unknown-deployment",
            "neither the name nor a tag of the image says its deploymentId, so that none is set")
        ]
      )
    }
  }

  /// Tags are what anybody wrote.
  private static func shown(_ value: String) -> String { ServerText(value, hiding: .none).line }
}

extension [String] {
  /// `` `a`, `b` and `c` ``
  fileprivate var quoted: String {
    let all = map { "`\($0)`" }
    return all.count < 2 ? all.joined() : all.dropLast().joined(separator: ", ") + " and " + all[all.count - 1]
  }
}
