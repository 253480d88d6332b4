internal import Document

/// What a field of an image config holds.
indirect enum ImageField: Sendable {
  case text(TextRule, isRequired: Bool)
  /// Whole, in GiB, within the bounds of Azure's disks.
  case diskSize
  case list(of: TextRule, isRequired: Bool)
  /// In the order of the names' bytes, in which objects keep their members.
  case mapping([(name: String, field: ImageField)])
  /// What a project's own templates read: these members, and any others, which are free.
  case open([(name: String, field: ImageField)])
  /// Text, number, truth, or lists and mappings of them.
  case free
  /// Name → the value of a tag.
  case tags
  /// Null: the section of a platform that a key is not built on.
  case nothing

  static func required(_ rule: TextRule) -> ImageField { .text(rule, isRequired: true) }
  static func optional(_ rule: TextRule) -> ImageField { .text(rule, isRequired: false) }

  static func fields(_ members: [String: ImageField]) -> ImageField { .mapping(sorted(members)) }
  static func open(_ members: [String: ImageField]) -> ImageField { .open(sorted(members)) }

  private static func sorted(_ members: [String: ImageField]) -> [(name: String, field: ImageField)] {
    members.sorted { $0.key.precedesInBytes($1.key) }.map { ($0.key, $0.value) }
  }

  /// Those that are named; empty for all but mappings.
  var members: [(name: String, field: ImageField)] {
    switch self {
    case .mapping(let members), .open(let members): members
    default: []
    }
  }

  var isRequired: Bool {
    switch self {
    case .text(_, let isRequired), .list(_, let isRequired): isRequired
    default: false
    }
  }

  /// Where a field of that name stands: `vm.tags` for `deploymentId`; empty for the top.
  func home(of name: String) -> String? {
    func find(_ field: ImageField, _ path: [String]) -> [String]? {
      for member in field.members {
        if member.name == name { return path }
        if let found = find(member.field, path + [member.name]) { return found }
      }
      return nil
    }
    return find(self, []).map { $0.joined(separator: ".") }
  }
}
