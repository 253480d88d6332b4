internal import Document

/// The names of a key's images on Azure: `<worker>-<location>-<sku>-<deploymentId>`. Source: build-packer-image.ps1 of
/// cloud-image-builder.
struct AzureImageNames {
  /// What stands before and after the location.
  private let beginning: String
  private let end: String

  init(key: String, _ config: JSON) {
    let tags = config["vm"]?["tags"]
    beginning = (tags?["workerType"]?.string ?? tags?["worker_pool_id"]?.string ?? "") + "-"
    let deployment = Self.generation(of: key) ?? tags?["deploymentId"]?.string ?? ""
    end = "-\(config["image"]?["sku"]?.string ?? "")-\(deployment)"
  }

  func name(in location: String) -> String { beginning + location + end }

  /// What stands in a name in the deploymentId's place where the key has it, so that each build replaces the one
  /// before; in this order.
  private static let generations = ["alpha2", "alpha", "beta", "next"]

  private static func generation(of key: String) -> String? {
    generations.first { key.containsBytes(of: $0) }
  }
}
