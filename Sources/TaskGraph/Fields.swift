import Diagnostics
import Document

/// Reads the members of one mapping of a YAML file, gathering what is wrong with them: each member is asked for by name,
/// and what nobody asked for is unknown.
struct Fields {
  let file: SourceFile
  let node: Node
  private let members: [Node.Member]
  private(set) var problems: [Diagnostic] = []
  private var known: [String] = []

  init(_ node: Node, in file: SourceFile) {
    self.file = file
    self.node = node
    if let members = node.members {
      self.members = members
    } else {
      members = []
      problems = [Diagnostic(id: "wrong-type", "a mapping is expected here", at: file.place(node.range))]
    }
  }

  mutating func optional(_ name: String) -> Node? {
    known.append(name)
    return members.first { $0.key == name }?.value
  }

  mutating func required(_ name: String) -> Node? {
    if let value = optional(name) { return value }
    // A node that is no mapping was reported as such.
    if node.members != nil {
      problems.append(
        Diagnostic(id: "missing-field", "`\(name)` is required", at: file.place(at: node.range.lowerBound)))
    }
    return nil
  }

  mutating func text(_ name: String) -> String? { optional(name).flatMap { text(of: $0, name) } }
  /// A text that keeps a rule, which is said after "is".
  mutating func checked(_ name: String, _ isGood: (String) -> Bool, or rule: String) -> String? {
    guard let node = optional(name), let text = text(of: node, name) else { return nil }
    if !isGood(text) { problem("invalid-text", "`\(name)` is \(rule)", at: node) }
    return text
  }

  mutating func texts(_ name: String) -> [(text: String, node: Node)] {
    guard let node = optional(name) else { return [] }
    guard let items = node.array else {
      problem("wrong-type", "`\(name)` is a list of texts", at: node)
      return []
    }
    return items.compactMap { item in text(of: item, "an item of \(name)").map { ($0, item) } }
  }

  mutating func members(_ name: String) -> [Node.Member] {
    guard let node = optional(name) else { return [] }
    guard let members = node.members else {
      problem("wrong-type", "`\(name)` is a mapping", at: node)
      return []
    }
    return members
  }

  mutating func bool(_ name: String) -> Bool? {
    guard let node = optional(name) else { return nil }
    guard case .bool(let value) = node.content else {
      problem("wrong-type", "`\(name)` is true or false", at: node)
      return nil
    }
    return value
  }

  mutating func text(of node: Node, _ name: String) -> String? {
    guard let text = node.text, !text.isEmpty else {
      problem("wrong-type", "`\(name)` is a text", at: node)
      return nil
    }
    return text
  }

  mutating func problem(_ id: String, _ message: String, at node: Node, help: String? = nil) {
    problems.append(Diagnostic(id: id, message, at: file.place(node.range), help: help))
  }

  mutating func add(_ more: [Diagnostic]) { problems += more }

  /// All problems, those of unknown members included. Call it last.
  mutating func finish() -> [Diagnostic] {
    for member in members where !known.contains(member.key) {
      let nearest = NearMiss.best(member.key, among: known)
      let place = file.place(member.keyRange)
      problems.append(
        Diagnostic(
          id: "unknown-field", "there is no field `\(member.key)` here", at: place,
          help: nearest.map { "did you mean `\($0)`?" }
            ?? "known are \(known.map { "`\($0)`" }.joined(separator: ", "))",
          fixIts: nearest.map { [.init(at: place, replacement: $0)] } ?? []))
    }
    return problems
  }
}
