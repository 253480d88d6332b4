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

  private let fields: ImageField

  /// A whole file.
  ///
  /// - Parameter environments: the names that may stand under `environments`.
  init(_ node: Node, in file: SourceFile, format: ImageFormat, environments: [String]) {
    let isAzure = format.isAzureAlone || Self.hasSection(ImageFormat.azure, node)
    self.init(node, in: file, format.layer(isAzure: isAzure), environments: environments)
  }

  private static func hasSection(_ name: String, _ node: Node) -> Bool {
    node.member(name) != nil
      || node[ImageFormat.environments]?.members?.contains { $0.value.member(name) != nil } == true
  }

  /// - Parameter environments: nil where there is no such field.
  private init(_ node: Node, in file: SourceFile, _ fields: ImageField, environments known: [String]?) {
    self.file = file
    self.node = node
    self.fields = fields
    isOverride = known == nil
    // An empty file, or one of comments, says nothing.
    if case .null = node.content { return }
    guard let members = node.members else {
      report(.notAMapping, at: node.range)
      return
    }
    let rest = members.filter { $0.key != ImageFormat.environments || known == nil }
    values = mapping(rest, fields, known == nil ? [] : [ImageFormat.environments])
    if let known, let environments = node[ImageFormat.environments] { readEnvironments(environments, known) }
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
      let layer = ImageLayer(member.value, in: file, fields, environments: nil)
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

  /// The first field on the way to another that is said to be nothing.
  func null(along path: [String]) -> (path: [String], place: Place)? {
    var current = node
    for (depth, name) in path.enumerated() {
      guard let member = current.member(name) else { return nil }
      if case .null = member.value.content {
        return (Array(path[...depth]), file.place(member.value.range))
      }
      current = member.value
    }
    return nil
  }

  private mutating func report(_ problem: ImageProblem, at range: Range<Int>) {
    diagnostics.append(problem.diagnostic(at: file.place(range)))
  }
}

// MARK: - Fields

extension ImageLayer {
  private mutating func mapping(_ members: [Node.Member], _ mapping: ImageField, _ others: [String] = []) -> JSONObject
  {
    var values: [JSONObject.Member] = []
    for member in members {
      guard let field = field(of: member, in: mapping, others) else { continue }
      guard let value = value(member.value, field, named: member.key) else { continue }
      values.append(.init(key: member.key, value: value))
    }
    return JSONObject(values)
  }

  /// Nil if there is none, which was reported.
  private mutating func field(of member: Node.Member, in mapping: ImageField, _ others: [String]) -> ImageField? {
    let members = mapping.members
    if let index = members.firstIndex(where: { $0.name == member.key }) { return members[index].field }
    let rule: TextRule
    let field: ImageField
    switch mapping {
    case .tags: (rule, field) = (.word, .optional(.tag))
    case .open, .free: (rule, field) = (.name, member.key == Self.tags ? .tags : .free)
    default:
      let known = members.map(\.name) + others
      report(.unknownField(member.key, known: known, home: fields.home(of: member.key)), at: member.keyRange)
      return nil
    }
    do throws(TextRule.Refusal) {
      _ = try rule.normalized(member.key)
      return field
    } catch {
      report(.text(rule, error), at: member.keyRange)
      return nil
    }
  }

  /// The member of a free mapping that holds texts with spaces too.
  private static let tags = "tags"

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
    case .mapping, .open, .tags:
      guard let members = node.members else {
        report(.notAMapping, at: node.range)
        return nil
      }
      return .object(mapping(members, field))
    case .free: return free(node, named: name)
    case .nothing: return nil
    }
  }

  /// A number that JSON would write otherwise stays the text that it was: `1.50`, `0620052`.
  private mutating func free(_ node: Node, named name: String) -> JSON? {
    switch node.content {
    case .array(let items):
      let values = items.compactMap { value($0, .free, named: name) }
      return values.count == items.count ? .array(values) : nil
    case .object(let members): return .object(mapping(members, .free))
    case .bool(let value): return .bool(value)
    case .number(let number) where node.plainText.map { $0 == JSON.number(number).text() } ?? true:
      return .number(number)
    case .null: return .null
    case .number, .string: return text(node, .word).map(JSON.string)
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
    var texts: [String] = []
    var known = KeySet()
    var isSound = true
    for item in items {
      guard let text = text(item, rule) else {
        isSound = false
        continue
      }
      if known.insert(text) { texts.append(text) } else { report(.repeatedItem(text), at: item.range) }
    }
    return isSound ? JSON(texts.sorted { $0.precedesInBytes($1) }) : nil
  }
}
