internal import Document

/// The way to a value inside a task: `payload.mounts[0].content`.
package struct FieldPath: Sendable, Hashable, CustomStringConvertible {
  package enum Element: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  package var elements: [Element]

  package init(_ elements: [Element] = []) { self.elements = elements }

  package static func + (path: FieldPath, key: String) -> FieldPath { FieldPath(path.elements + [.key(key)]) }
  package static func + (path: FieldPath, index: Int) -> FieldPath { FieldPath(path.elements + [.index(index)]) }

  /// `payload.env["A.B"]`; the whole value is `.`.
  package var description: String {
    var text = ""
    for element in elements {
      switch element {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where !key.isEmpty && key.utf8.allSatisfy(Self.isPlain):
        text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(JSON.string(key).text())]"
      }
    }
    return text.isEmpty ? "." : text
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte.isWordByte || byte == UInt8(ascii: "-") }
}

extension FieldPath: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Element...) { self.elements = elements }
}

extension FieldPath.Element: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .key(value) }
  package init(integerLiteral value: Int) { self = .index(value) }
}
