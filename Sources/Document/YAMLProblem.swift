internal import Diagnostics

/// Everything that can be wrong with a YAML text.
enum YAMLProblem: Equatable {
  case tooLarge(limit: Int)
  /// libyaml's own word.
  case syntax(String)
  case tab
  case depth
  case duplicateKey(String)
  case complexKey
  case merge
  case unknownAlias(String)
  case loop(String)
  case aliases
  case tag(String)
  case tagMismatch(String)
  case severalDocuments

  var id: String {
    switch self {
    case .tooLarge: "yaml-too-large"
    case .syntax, .tab: "yaml-syntax"
    case .depth: "yaml-depth"
    case .duplicateKey: "duplicate-key"
    case .complexKey: "complex-key"
    case .merge: "merge-key"
    case .unknownAlias, .loop: "unknown-alias"
    case .aliases: "too-many-aliases"
    case .tag, .tagMismatch: "yaml-tag"
    case .severalDocuments: "several-documents"
    }
  }

  var message: String {
    switch self {
    case .tooLarge(let limit): "a YAML file has at most \(limit / 1_000_000) MB"
    case .syntax(let problem): Self.rule(problem)
    case .tab: "YAML is indented with spaces, never with tabs"
    case .depth: "values are nested \(JSON.depthLimit) deep at most"
    case .duplicateKey(let key): "the key '\(key)' stands in this mapping already"
    case .complexKey: "a key is a piece of text, not a list or a mapping"
    case .merge: "'<<' takes a mapping, or a list of mappings"
    case .unknownAlias(let name): "there is no anchor '&\(name)' before this alias"
    case .loop(let name): "an alias must not stand within its own anchor '&\(name)'"
    case .aliases: "aliases repeat \(YAMLComposer.aliasLimit / 1_000_000) MB of a file at most"
    case .tag(let tag): "the tags are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq, not '\(Self.short(tag))'"
    case .tagMismatch(let tag): "this is not what its tag '\(Self.short(tag))' says"
    case .severalDocuments: "one document is expected in this file"
    }
  }

  private static func short(_ tag: String) -> String {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// libyaml says what it did not find; this says what is to be written.
  private static func rule(_ problem: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "text with a colon and a space in it must be in quotes, and a mapping begins on a line of its own"
    case "did not find expected key": "a key is expected here, indented like the keys before it"
    case "did not find expected '-' indicator": "an item, '- …', is expected here, indented like those before it"
    case "could not find expected ':'": "a key must be followed by a colon"
    case "did not find expected ',' or ']'": "a comma or ']' is expected here"
    case "did not find expected ',' or '}'": "a comma or '}' is expected here"
    case "found unexpected end of stream": "a quoted text must end with its quote"
    case "found character that cannot start any token": "text that begins with this character must be in quotes"
    case "found unknown escape character": "there is no such escape in a text in double quotes"
    case "block sequence entries are not allowed in this context": "a list begins on a line of its own"
    case "control characters are not allowed": "control characters are written as escapes in double quotes"
    case "did not find expected <document start>": "nothing may follow the value of a document but '---'"
    default: problem
    }
  }
}
