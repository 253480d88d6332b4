internal import Document

/// The names of a key's images on Azure: `<worker>-<location>-<sku>-<deploymentId>`. Source: build-packer-image.ps1 of
/// cloud-image-builder.
struct AzureImageNames {
  private let worker: String
  private let sku: String
  private let deployment: String

  init(key: String, _ config: JSON) {
    let tags = config["vm"]?["tags"]
    worker = (tags?["workerType"]?.string ?? tags?["worker_pool_id"]?.string) ?? ""
    sku = config["image"]?["sku"]?.string ?? ""
    deployment = Self.generation(of: key) ?? tags?["deploymentId"]?.string ?? ""
  }

  func name(in location: String) -> String { "\(worker)-\(location)-\(sku)-\(deployment)" }

  /// What stands in a name in the deploymentId's place where the key has it, so that each build replaces the one
  /// before; in this order.
  private static let generations = ["alpha2", "alpha", "beta", "next"]

  private static func generation(of key: String) -> String? {
    let bytes = Array(key.utf8)
    return generations.first { word in
      bytes.indices.contains { bytes[$0...].starts(with: word.utf8) }
    }
  }
}
