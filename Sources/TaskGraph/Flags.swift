package import CommitSyntax
package import Diagnostics
package import Document

/// The switches of a message, as templates see them: every one is there, in camel case.
package struct Flags: Sendable, Equatable {
  package let set: Set<Switch>
  private let places: [Switch: Place]

  package init(_ set: Set<Switch>) {
    self.set = set
    places = [:]
  }

  package init(_ message: CommitMessage) {
    set = Set(message.instructions.switches.keys)
    places = message.instructions.switches.mapValues(message.file.place)
  }

  /// The line of the message that sets it.
  package func place(of flag: Switch) -> Place? { places[flag] }

  package func contains(_ flag: Switch) -> Bool { set.contains(flag) }

  package var json: JSON {
    .object(
      JSONObject(
        Switch.allCases.map { JSONObject.Member(key: Self.camelCase($0.rawValue), value: .bool(set.contains($0))) }))
  }

  /// `pool-deploy` → `poolDeploy`
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "-")
    return (words.prefix(1).map(String.init) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() })
      .joined()
  }
}

// MARK: - What templates look at

extension Flags {
  /// The switches that expressions anywhere in a template name: `flags.poolDeploy`, `flags['poolDeploy']`.
  static func named(in node: Node) -> Set<String> {
    var names: Set<String> = []
    func look(_ text: String) { if text.containsBytes(of: "flags") { names.formUnion(named(in: text)) } }
    func visit(_ node: Node) {
      switch node.content {
      case .string(let text): look(text)
      case .array(let nodes): nodes.forEach(visit)
      case .object(let members):
        for member in members {
          look(member.key)
          visit(member.value)
        }
      case .null, .bool, .number: break
      }
    }
    visit(node)
    return names
  }

  private static func named(in text: String) -> Set<String> {
    var names: Set<String> = []
    let bytes = Array(text.utf8)
    let word = Array("flags".utf8)
    var start = 0
    while let found = bytes[start...].firstIndex(of: word[0]) {
      start = found + 1
      guard bytes[found...].starts(with: word), found == 0 || !isName(bytes[found - 1]) else { continue }
      let rest = bytes[(found + word.count)...]
      let openings = [".", "['", "[\""].map { Array($0.utf8) }
      guard let opening = openings.first(where: rest.starts(with:)) else { continue }
      names.insert(String(decoding: rest.dropFirst(opening.count).prefix(while: isName), as: UTF8.self))
    }
    return names
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_")
  }
}
