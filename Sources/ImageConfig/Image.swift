package import Document

/// What is built for a key in one environment.
package struct Image: Sendable {
  /// In lower case.
  package let key: String
  /// `image`, `azure` and `vm` of the config, its layers merged; every field is there, null where nothing is said.
  package let config: JSON
  /// Sorted, each once, as Azure spells them.
  package let locations: [String]
  /// `<provisioner>/<workerType>`, sorted. Empty if none is known: such an image is not verified.
  package let pools: [String]
  /// Location → the name of its managed image: `gecko-t-win10-64-2004-eastus-20h1-evd-5db26eb`.
  package let imageNames: [String: String]

  /// - Parameters:
  ///   - layers: merged, every required field there.
  ///   - provisioners: the first halves of worker pools, by which a workerType is taken apart.
  init(key: String, config: JSON, pools: [String]?, provisioners: [String]) {
    self.key = key
    self.config = config
    let tags = config["vm"]?["tags"]
    let workerType = tags?["workerType"]?.string
    locations = (config["azure"]?["locations"]?.array ?? []).compactMap(\.string)
    self.pools = pools ?? workerType.flatMap { Self.pool(of: $0, provisioners) }.map { [$0] } ?? []
    let parts = (
      worker: workerType ?? tags?["worker_pool_id"]?.string ?? "", sku: config["image"]?["sku"]?.string ?? "",
      deployment: Self.generation(of: key) ?? tags?["deploymentId"]?.string ?? ""
    )
    imageNames = Dictionary(
      uniqueKeysWithValues: locations.map { ($0, "\(parts.worker)-\($0)-\(parts.sku)-\(parts.deployment)") })
  }

  /// What stands in a name in the deploymentId's place where the key has it, so that each build replaces the one
  /// before; in this order. Source: build-packer-image.ps1 of cloud-image-builder.
  private static let generations = ["alpha2", "alpha", "beta", "next"]

  private static func generation(of key: String) -> String? {
    let bytes = Array(key.utf8)
    return generations.first { word in
      bytes.indices.contains { bytes[$0...].starts(with: word.utf8) }
    }
  }

  /// `gecko-t-win10-64-2004-gpu` → `gecko-t/win10-64-2004-gpu`, by the longest provisioner.
  private static func pool(of workerType: String, _ provisioners: [String]) -> String? {
    provisioners.filter { workerType.hasPrefix($0 + "-") && workerType.count > $0.count + 1 }
      .max { $0.count < $1.count }
      .map { "\($0)/\(workerType.dropFirst($0.count + 1))" }
      .flatMap { try? TextRule.pool.normalized($0) }
  }
}

/// The names that Azure allows for managed images.
enum ImageName {
  /// In characters.
  static let limit = 80

  static func problem(_ name: String) -> ImageProblem? {
    let bytes = name.utf8
    if bytes.count > limit { return .imageNameLength(name, limit: limit) }
    guard bytes.allSatisfy(ByteSet.name.contains), bytes.first.map(ByteSet.alphanumeric.contains) == true,
      bytes.last.map({ ByteSet.alphanumeric.contains($0) || $0 == UInt8(ascii: "_") }) == true
    else { return .imageNameCharacters(name) }
    return nil
  }
}
