package import Document
import TaskDefinitions

/// A file that the decision task publishes: a rendered template or a copied script.
package struct PublishedFile: Sendable {
  /// Path below the artifacts' folder: `packer/azure-win10-64-2004-production.json`.
  package let name: String
  /// What a template was rendered to; nil of a copied file.
  package let value: JSON?
  /// Lower-case hexadecimal.
  package let sha256: String

  /// Of a copied file, which all tasks share.
  private let copied: [UInt8]

  /// What is in a file.
  enum Content {
    case rendered(JSON)
    case copied([UInt8], sha256: String)

    /// Lower-case hexadecimal.
    var sha256: String {
      switch self {
      case .rendered(let value): Digest.sha256Text(PublishedFile.bytes(of: value))
      case .copied(_, let sha256): sha256
      }
    }
  }

  init(name: String, content: Content) {
    self.name = name
    sha256 = content.sha256
    switch content {
    case .rendered(let value): (self.value, copied) = (value, [])
    case .copied(let bytes, _): (value, copied) = (nil, bytes)
    }
  }

  /// What a template was rendered to.
  package init(name: String, rendered value: JSON) { self.init(name: name, content: .rendered(value)) }

  /// The bytes, which are made of the value anew each time: those of a large graph would take more memory than all of the
  /// rest, and are written at most once.
  package var bytes: [UInt8] { value.map(Self.bytes) ?? copied }

  /// The builders of a Packer template; nil of any other file.
  package var packerBuilders: [JSON]? { value?["builders"]?.array }

  /// The artifact's name on the queue.
  package var artifact: String { "public/" + name }

  private static func bytes(of value: JSON) -> [UInt8] { value.bytes(.pretty) + [UInt8(ascii: "\n")] }
}
