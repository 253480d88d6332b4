import Diagnostics
import Document
import TaskDefinitions

/// Where a template says what a value that was made of it has at some path.
enum WrittenPlace {
  /// A template, as it was written.
  struct Layer: Sendable {
    let node: Node
    let file: SourceFile
  }

  /// Follows the path as far as what is written there is literal, through the branches of operators; the deepest place
  /// that is reached, in the uppermost of the templates that reach it.
  ///
  /// - Parameter layers: templates whose results lie over each other, the uppermost first.
  static func find(_ path: FieldPath, in layers: [Layer], isAboutKey: Bool) -> Place? {
    var best: (missing: Int, place: Place)?
    for layer in layers {
      let reached = deepest(path.elements[...], layer.node, layer.node.range, isAboutKey)
      if best.map({ reached.missing < $0.missing }) ?? true {
        best = (reached.missing, layer.file.place(reached.range))
      }
    }
    return best?.place
  }

  /// How much of the path could not be followed, and where that was.
  private typealias Reached = (missing: Int, range: Range<Int>)

  private static func deepest(
    _ path: ArraySlice<FieldPath.Element>, _ node: Node, _ range: Range<Int>, _ isAboutKey: Bool
  ) -> Reached {
    guard let first = path.first else { return (0, range) }
    let rest = path.dropFirst()
    var best: Reached = (path.count, range)
    for written in branches(node) {
      let next: Reached?
      switch first {
      case .key(let key):
        next = written.member(key).map {
          deepest(rest, $0.value, isAboutKey && rest.isEmpty ? $0.keyRange : $0.value.range, isAboutKey)
        }
      case .index(let index):
        let items = written.array ?? []
        next = items.indices.contains(index) ? deepest(rest, items[index], items[index].range, isAboutKey) : nil
      }
      if let next, next.missing < best.missing { best = next }
    }
    return best
  }

  /// What may stand in a node's place once it is rendered: itself, or what its operator chooses or merges.
  private static func branches(_ node: Node) -> [Node] {
    guard let members = node.members, members.contains(where: { $0.key.hasPrefix("$") && !$0.key.hasPrefix("$$") })
    else { return [node] }
    return members.flatMap { member -> [Node] in
      switch member.key {
      case "in", "then", "else": branches(member.value)
      case "$merge", "$mergeDeep": (member.value.array ?? []).flatMap(branches)
      case "$switch", "$match": (member.value.members ?? []).flatMap { branches($0.value) }
      default: []
      }
    }
  }
}
