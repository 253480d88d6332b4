/// The format of image configs. Which fields there are is a matter of what a config is for: a key is built on the
/// platforms whose sections its file has, and what is a cloud's own stands in the section that bears the platform's name.
///
/// A project with one platform builds every key on it. The section `azure` is cloud-image-builder's: closed, and with it
/// `image` and `vm`. All other sections name their `locations`, and are free otherwise.
struct ImageFormat: Sendable {
  static let azure = "azure"
  static let pools = "pools"
  static let environments = "environments"
  static let locations = "locations"
  /// Of a platform that is not Azure: what the images' names begin with, where it is not the key.
  static let imageName = "image_name"

  /// In the order of the settings.
  let platforms: [String]
  /// What a layer of a key that is built on Azure may hold, and of one that is not.
  private let layers: (azure: ImageField, other: ImageField)
  /// What templates see of a key that is built on all platforms.
  private let whole: ImageField

  init(platforms: [String]) {
    self.platforms = platforms
    let pools: [String: ImageField] = [Self.pools: .list(of: .pool, isRequired: false)]
    func layer(_ isAzure: Bool) -> ImageField {
      .fields(Self.sections(platforms, of: platforms, isAzure: isAzure).merging(pools) { $1 })
    }
    layers = (layer(true), layer(false))
    whole = .fields(Self.sections(platforms, of: platforms, isAzure: platforms.contains(Self.azure)))
  }

  /// Of a project's only platform, every key is.
  var isAzureAlone: Bool { platforms == [Self.azure] }

  func layer(isAzure: Bool) -> ImageField { isAzure ? layers.azure : layers.other }

  /// What templates see as `image`; sections of platforms that the key is not built on are null.
  func config(builtOn built: [String]) -> ImageField {
    built == platforms
      ? whole : .fields(Self.sections(built, of: platforms, isAzure: built.contains(Self.azure)))
  }

  /// Of each pair exactly one is there: the two generations of Azure's format.
  static let alternatives: [(parent: [String], names: [String])] = [
    (["vm", "tags"], ["workerType", "worker_pool_id"]),
    (["vm", "tags"], ["sourceRevision", "sourceBranch"]),
  ]

  private static func sections(
    _ built: [String], of platforms: [String], isAzure: Bool
  ) -> [String: ImageField] {
    var sections: [String: ImageField] = isAzure ? azureSections : ["image": .free, "vm": .free]
    for platform in platforms {
      sections[platform] =
        !built.contains(platform) ? .nothing : platform == azure ? azureSection : otherSection
    }
    return sections
  }

  private static let otherSection = ImageField.open([
    locations: .list(of: .location, isRequired: true), imageName: .optional(.name), "tags": .tags,
  ])

  private static let azureSection = ImageField.fields([
    "managed_image_resource_group_name": .required(.resourceGroup),
    "managed_image_storage_account_type": .required(.storageType), "build_location": .optional(.azureLocation),
    locations: .list(of: .azureLocation, isRequired: true),
  ])

  private static let azureSections: [String: ImageField] = [
    "image": .fields([
      "publisher": .required(.name), "offer": .required(.name), "sku": .required(.name), "version": .optional(.name),
    ]),
    "vm": .fields([
      "size": .required(.size), "disk_additional_size": .diskSize,
      "tags": .fields([
        "workerType": .optional(.name), "worker_pool_id": .optional(.name), "base_image": .optional(.tag),
        "sourceOrganisation": .required(.source), "sourceRepository": .required(.source),
        "sourceRevision": .optional(.source), "sourceBranch": .optional(.source), "deploymentId": .required(.source),
        "managed_by": .required(.tag), "Project": .optional(.tag),
      ]),
    ]),
  ]
}
