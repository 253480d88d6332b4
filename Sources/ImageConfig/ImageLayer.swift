internal import Diagnostics
internal import Document

/// One layer of an image's config, read by itself: the defaults, a key's file, or its overrides for one environment.
/// Its values are checked and in their one spelling; whether all that is required is there, only the merged layers say.
struct ImageLayer: Sendable {
  /// Source: Azure's limit for managed disks, in GiB.
  static let largestDisk = 32_767

  let file: SourceFile
  let node: Node
  /// Whether this is what a file says of one environment.
  let isOverride: Bool
  private(set) var values = JSONObject()
  /// In the order in which they stand in the file.
  private(set) var environments: [(name: String, layer: ImageLayer)] = []
  /// All that is wrong in this layer alone, with that of its environments.
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter environments: the names that may stand under `environments`; nil where there is no such field.
  init(_ node: Node, in file: SourceFile, environments known: [String]?) {
    self.file = file
    self.node = node
    isOverride = known == nil
    // An empty file, or one of comments, says nothing.
    if case .null = node.content { return }
    guard let members = node.members else {
      report(.notAMapping, at: node.range)
      return
    }
    let rest = members.filter { $0.key != ImageField.environments || known == nil }
    values = mapping(rest, ImageField.layer.members, known == nil ? [] : [ImageField.environments])
    if let known, let environments = node[ImageField.environments] { readEnvironments(environments, known) }
  }

  private mutating func readEnvironments(_ node: Node, _ known: [String]) {
    if case .null = node.content { return }
    guard let members = node.members else {
      report(.notAMapping, at: node.range)
      return
    }
    for member in members {
      guard known.contains(member.key) else {
        report(.unknownEnvironment(member.key, known: known), at: member.keyRange)
        continue
      }
      let layer = ImageLayer(member.value, in: file, environments: nil)
      diagnostics += layer.diagnostics
      environments.append((member.key, layer))
    }
  }

  /// The place of a field, or of the nearest that there is around it.
  func place(of path: [String]) -> (place: Place, isExact: Bool) {
    var range = node.range.lowerBound..<node.range.lowerBound
    var current = node
    for (depth, name) in path.enumerated() {
      guard let member = current.member(name) else { return (file.place(range), false) }
      current = member.value
      range = depth == path.count - 1 ? member.value.range : member.keyRange
    }
    return (file.place(range), true)
  }

  private mutating func report(_ problem: ImageProblem, at range: Range<Int>) {
    diagnostics.append(problem.diagnostic(at: file.place(range)))
  }
}

// MARK: - Fields

extension ImageLayer {
  private mutating func mapping(
    _ members: [Node.Member], _ fields: [(name: String, field: ImageField)], _ others: [String] = []
  ) -> JSONObject {
    var values: [JSONObject.Member] = []
    for member in members {
      guard let field = fields.first(where: { $0.name == member.key })?.field else {
        report(.unknownField(member.key, known: fields.map(\.name) + others), at: member.keyRange)
        continue
      }
      guard let value = value(member.value, field, named: member.key) else { continue }
      values.append(.init(key: member.key, value: value))
    }
    return JSONObject(values)
  }

  /// Nil if it was reported. Null is a value: it takes back what a lower layer says.
  private mutating func value(_ node: Node, _ field: ImageField, named name: String) -> JSON? {
    if case .null = node.content { return .null }
    switch field {
    case .text(let rule, _): return text(node, rule).map(JSON.string)
    case .diskSize:
      guard case .number(let number) = node.content, let size = Int(exactly: number), 1...Self.largestDisk ~= size
      else {
        report(.notADiskSize, at: node.range)
        return nil
      }
      return .number(number)
    case .list(let rule, _): return list(node, rule, named: name)
    case .mapping(let fields):
      guard let members = node.members else {
        report(.notAMapping, at: node.range)
        return nil
      }
      return .object(mapping(members, fields))
    }
  }

  private mutating func text(_ node: Node, _ rule: TextRule) -> String? {
    guard let text = node.text else {
      report(.notText, at: node.range)
      return nil
    }
    do throws(TextRule.Refusal) {
      let text = try rule.normalized(text)
      guard rule == .storageType, let other = TextRule.replacedStorageTypes[text] else { return text }
      report(.replacedStorageType(text, by: other), at: node.range)
      return other
    } catch {
      report(.text(rule, error), at: node.range)
      return nil
    }
  }

  /// In the order of their names, each once: the order in a file means nothing.
  private mutating func list(_ node: Node, _ rule: TextRule, named name: String) -> JSON? {
    guard let items = node.array else {
      report(.notAList, at: node.range)
      return nil
    }
    guard !items.isEmpty else {
      report(.emptyList(name), at: node.range)
      return nil
    }
    var texts: Set<String> = []
    var isSound = true
    for item in items {
      guard let text = text(item, rule) else {
        isSound = false
        continue
      }
      if !texts.insert(text).inserted { report(.repeatedItem(text), at: item.range) }
    }
    return isSound ? JSON(texts.sorted()) : nil
  }
}
