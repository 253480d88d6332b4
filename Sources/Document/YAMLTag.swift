/// The tags that a scalar or a collection may carry: those of JSON's kinds of values.
enum YAMLTag: String {
  case str, int, float, bool, null, map, seq

  init?(_ tag: String) {
    let prefix = "tag:yaml.org,2002:"
    guard tag.hasPrefix(prefix) else { return nil }
    self.init(rawValue: String(tag.dropFirst(prefix.count)))
  }

  /// What a scalar with this tag is; nil if its text does not fit.
  func content(of text: String) -> Node.Content? {
    switch self {
    case .str: .string(text)
    case .int: YAMLSchema.integer(text).map(Node.Content.number)
    case .float: YAMLSchema.number(text).map(Node.Content.number)
    case .bool: YAMLSchema.bool(text).map(Node.Content.bool)
    case .null: YAMLSchema.isNull(text) ? .null : nil
    case .map, .seq: nil
    }
  }
}
