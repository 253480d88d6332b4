/// What a text of a config may consist of. It ends in names and tags on Azure, in URLs, and in scripts that run as
/// SYSTEM: so each kind of text is a closed set of characters.
enum TextRule: Sendable {
  /// A name on Azure's market place, or a part of an image's name.
  case name
  /// A part of a repository's URL, a branch or a revision.
  case source
  case resourceGroup
  case storageType
  /// A region of Azure, which may be written as people say it: `Central US`.
  case location
  case size
  /// `<provisioner>/<workerType>`
  case pool
  /// The value of a tag that nothing else is made of.
  case tag

  /// Why a text is refused.
  enum Refusal: Error, Equatable {
    case empty
    case lineBreak
    /// Packer would expand it, a secret included.
    case placeholder
    case tooLong(Int)
    case characters
  }

  /// The text in its one spelling.
  func normalized(_ text: String) throws(Refusal) -> String {
    let text = self == .location ? String(text.lowercased().filter { $0 != " " }) : text
    guard !text.isEmpty else { throw .empty }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !Self.otherBreaks.contains($0.value) }) else {
      throw .lineBreak
    }
    guard !text.contains("{{"), !text.contains("}}") else { throw .placeholder }
    guard text.unicodeScalars.count <= longest else { throw .tooLong(longest) }
    guard isWellFormed(Array(text.utf8)) else { throw .characters }
    return text
  }

  /// DEL, NEL and Unicode's own separators of lines and paragraphs.
  private static let otherBreaks: Set<UInt32> = [0x7F, 0x85, 0x2028, 0x2029]

  /// In characters. Sources: Azure's naming rules; Taskcluster's schema of provisionerId and workerType.
  private var longest: Int {
    switch self {
    case .resourceGroup: 90
    case .location: 24
    case .pool: 38 + 1 + 38
    case .name, .source, .storageType, .size, .tag: 256
    }
  }

  private func isWellFormed(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .name: bytes.allSatisfy { $0.isAlphanumeric || ".-_".utf8.contains($0) }
    case .source: bytes.allSatisfy { $0.isAlphanumeric || ".-_/".utf8.contains($0) }
    case .resourceGroup:
      bytes.allSatisfy { $0.isAlphanumeric || ".-_()".utf8.contains($0) } && bytes.last != UInt8(ascii: ".")
    case .storageType:
      (TextRule.storageTypes + TextRule.replacedStorageTypes.keys).contains { $0.utf8.elementsEqual(bytes) }
    case .location: bytes.allSatisfy(\.isAlphanumeric)
    case .size: bytes.allSatisfy { $0.isAlphanumeric || ".-_".utf8.contains($0) }
    case .pool:
      bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).count == 2
        && bytes.split(separator: UInt8(ascii: "/")).count == 2
        && bytes.split(separator: UInt8(ascii: "/")).allSatisfy { half in
          half.count <= 38 && half.allSatisfy { $0.isAlphanumeric || "-_".utf8.contains($0) }
        }
    case .tag: true
    }
  }

  /// What Packer 1.6.6 takes for managed images. Source: builder/azure/arm/config.go.
  static let storageTypes = ["Standard_LRS", "Premium_LRS"]

  /// What Azure knows and Packer 1.6.6 does not, and what comes nearest.
  static let replacedStorageTypes = ["StandardSSD_LRS": "Standard_LRS"]

  /// The rule in words, after "is".
  var words: String {
    switch self {
    case .name: "made of letters, digits, `.`, `-` and `_`"
    case .source: "made of letters, digits, `.`, `-`, `_` and `/`"
    case .resourceGroup: "made of letters, digits, `.`, `-`, `_` and brackets, without a `.` at the end"
    case .storageType: "one of " + Self.storageTypes.map { "`\($0)`" }.joined(separator: ", ")
    case .location: "a region's name, letters and digits: `centralus` or `Central US`"
    case .size: "made of letters, digits, `.`, `-` and `_`"
    case .pool: "a worker pool: `<provisioner>/<workerType>`, each of 38 letters, digits, `-` and `_` at most"
    case .tag: "a text"
    }
  }
}

extension UInt8 {
  /// In ASCII.
  var isAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
