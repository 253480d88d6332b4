internal import Document

/// The format of an image config, as data: which fields there are, and what each holds.
indirect enum ImageField: Sendable {
  case text(TextRule, isRequired: Bool)
  /// Whole, in GiB, within the bounds of Azure's disks.
  case diskSize
  case list(of: TextRule, isRequired: Bool)
  /// In the order of the names' bytes, in which objects keep their members.
  case mapping([(name: String, field: ImageField)])

  static func required(_ rule: TextRule) -> ImageField { .text(rule, isRequired: true) }
  static func optional(_ rule: TextRule) -> ImageField { .text(rule, isRequired: false) }

  static func fields(_ members: [String: ImageField]) -> ImageField {
    .mapping(members.sorted { $0.key.precedesInBytes($1.key) }.map { ($0.key, $0.value) })
  }

  /// What templates see as `image`.
  static let config = fields(sections)

  private static let sections: [String: ImageField] = [
    "image": fields([
      "publisher": .required(.name), "offer": .required(.name), "sku": .required(.name), "version": .optional(.name),
    ]),
    "azure": fields([
      "managed_image_resource_group_name": .required(.resourceGroup),
      "managed_image_storage_account_type": .required(.storageType), "build_location": .optional(.location),
      "locations": .list(of: .location, isRequired: true),
    ]),
    "vm": fields([
      "size": .required(.size), "disk_additional_size": .diskSize,
      "tags": fields([
        "workerType": .optional(.name), "worker_pool_id": .optional(.name), "base_image": .optional(.tag),
        "sourceOrganisation": .required(.source), "sourceRepository": .required(.source),
        "sourceRevision": .optional(.source), "sourceBranch": .optional(.source), "deploymentId": .required(.source),
        "managed_by": .required(.tag), "Project": .optional(.tag),
      ]),
    ]),
  ]

  static let pools = "pools"
  static let environments = "environments"

  /// What a layer may hold: the config, and the pools of the key.
  static let layer = fields(sections.merging([pools: .list(of: .pool, isRequired: false)]) { $1 })

  /// Of each pair exactly one is there: the two generations of the format.
  static let alternatives: [(parent: [String], names: [String])] = [
    (["vm", "tags"], ["workerType", "worker_pool_id"]),
    (["vm", "tags"], ["sourceRevision", "sourceBranch"]),
  ]

  /// Empty for all but mappings.
  var members: [(name: String, field: ImageField)] {
    if case .mapping(let members) = self { members } else { [] }
  }

  var isRequired: Bool {
    switch self {
    case .text(_, let isRequired), .list(_, let isRequired): isRequired
    case .diskSize, .mapping: false
    }
  }

  /// Where a field of that name stands: `vm.tags` for `deploymentId`.
  static func home(of name: String) -> String? {
    func find(_ field: ImageField, _ path: [String]) -> [String]? {
      for member in field.members {
        if member.name == name { return path }
        if let found = find(member.field, path + [member.name]) { return found }
      }
      return nil
    }
    return find(layer, []).map { $0.joined(separator: ".") }
  }
}
