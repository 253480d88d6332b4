package import Document

/// What is built for a key in one environment. A class, so that every stage and every task holds it by one reference.
package final class Image: Sendable {
  /// In lower case.
  package let key: String
  /// The config without `pools` and `environments`, its layers merged; every field of its format is there, null where
  /// nothing is said.
  package let config: JSON
  /// Where it is built, by platform, in the order of the settings.
  package let placements: [Placement]
  /// Of all platforms, sorted, each once, as the cloud spells them.
  package let locations: [String]
  /// `<provisioner>/<workerType>`, sorted. Empty if none is known: such an image is not verified.
  package let pools: [String]
  /// Location → the name of its image: `gecko-t-win10-64-2004-eastus-20h1-evd-5db26eb`.
  package let imageNames: JSONObject

  package struct Placement: Sendable {
    package let platform: String
    /// Sorted, each once.
    package let locations: [String]
  }

  /// - Parameters:
  ///   - config: every required field is there.
  ///   - platforms: those that the key is built on.
  ///   - provisioners: the first halves of worker pools, by which a workerType is taken apart.
  init(key: String, config: JSON, platforms: [String], pools: [String]?, provisioners: [String]) {
    self.key = key
    self.config = config
    placements = platforms.map { platform in
      let locations = config[platform]?[ImageFormat.locations]?.array ?? []
      return Placement(platform: platform, locations: locations.compactMap(\.string))
    }
    locations = placements.count == 1 ? placements[0].locations : Set(placements.flatMap(\.locations)).sorted()
    let workerType = config["vm"]?["tags"]?["workerType"]?.string
    self.pools = pools ?? workerType.flatMap { Self.pool(of: $0, provisioners) }.map { [$0] } ?? []
    let azure = AzureImageNames(key: key, config)
    imageNames = JSONObject(
      placements.flatMap { placement in
        let isAzure = placement.platform == ImageFormat.azure
        let prefix = config[placement.platform]?[ImageFormat.imageName]?.string ?? key
        return placement.locations.map { location in
          let name = isAzure ? azure.name(in: location) : "\(prefix)-\(location)"
          return JSONObject.Member(key: location, value: .string(name))
        }
      })
  }

  package func isBuilt(in location: String, on platform: String) -> Bool {
    placements.contains { $0.platform == platform && $0.locations.contains(location) }
  }

  /// `gecko-t-win10-64-2004-gpu` → `gecko-t/win10-64-2004-gpu`, by the longest provisioner.
  private static func pool(of workerType: String, _ provisioners: [String]) -> String? {
    let text = workerType.utf8
    let longest = provisioners.filter { provisioner in
      let count = provisioner.utf8.count
      return text.count > count + 1 && workerType.beginsInBytes(with: provisioner)
        && text[text.index(text.startIndex, offsetBy: count)] == UInt8(ascii: "-")
    }.max { $0.utf8.count < $1.utf8.count }
    return longest.flatMap { provisioner in
      let type = text.dropFirst(provisioner.utf8.count + 1)
      return try? TextRule.pool.normalized(provisioner + "/" + String(decoding: type, as: UTF8.self))
    }
  }
}
