/// What a text of a config may consist of. It ends in names and tags on a cloud, in URLs, in paths and commands, and in
/// scripts that run as SYSTEM: so each kind of text is a closed set of characters.
enum TextRule: Sendable {
  /// A name on Azure's market place, or a part of an image's name.
  case name
  /// A part of a repository's URL, a branch or a revision.
  case source
  case resourceGroup
  case storageType
  /// A region of Azure, which may be written as people say it: `Central US`.
  case azureLocation
  /// A region or zone of another cloud: `us-west-2`, `europe-west4-a`.
  case location
  /// A word for a project's own templates: nothing that a shell, a path or Packer makes more of.
  case word
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
    let text = spelling(of: text)
    let result = text.utf8.withContiguousStorageIfAvailable { problem(of: $0) }
    guard let result else { return try normalized(String(decoding: Array(text.utf8), as: UTF8.self)) }
    if let refusal = result { throw refusal }
    return text
  }

  /// `Central US` → `centralus`, `US-West-2` → `us-west-2`
  private func spelling(of text: String) -> String {
    switch self {
    case .azureLocation where !text.utf8.allSatisfy(ByteSet.lowerCase.contains):
      String(text.lowercased().filter { $0 != " " })
    case .location: text.lowercased()
    default: text
    }
  }

  private func problem(of bytes: UnsafeBufferPointer<UInt8>) -> Refusal? {
    guard !bytes.isEmpty else { return .empty }
    var previous: UInt8 = 0
    var isASCII = true
    var hasPlaceholder = false
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F { return .lineBreak }
      if byte == previous, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { hasPlaceholder = true }
      if byte >= 0x80 { isASCII = false }
      previous = byte
    }
    if !isASCII, hasOtherBreak(bytes) { return .lineBreak }
    if hasPlaceholder { return .placeholder }
    if bytes.count > longest, isASCII || String(decoding: bytes, as: UTF8.self).unicodeScalars.count > longest {
      return .tooLong(longest)
    }
    return isWellFormed(bytes) ? nil : .characters
  }

  /// NEL, and Unicode's own separators of lines and paragraphs.
  private func hasOtherBreak(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.contains { [0x85, 0x2028, 0x2029].contains($0.value) }
  }

  /// In characters. Sources: Azure's naming rules; Taskcluster's schema of provisionerId and workerType.
  private var longest: Int {
    switch self {
    case .resourceGroup: 90
    case .azureLocation: 24
    case .location: 40
    case .pool: 38 + 1 + 38
    case .name, .source, .storageType, .size, .tag, .word: 256
    }
  }

  private func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .name, .size: bytes.allSatisfy(ByteSet.name.contains) && !isMoreThanAWord(bytes)
    case .source: bytes.allSatisfy(ByteSet.source.contains) && !isMoreThanAWord(bytes)
    case .word: bytes.allSatisfy(ByteSet.word.contains) && !isMoreThanAWord(bytes)
    case .resourceGroup:
      bytes.allSatisfy(ByteSet.resourceGroup.contains) && bytes.last != UInt8(ascii: ".") && !isMoreThanAWord(bytes)
    case .storageType:
      (Self.storageTypes + Self.replacedStorageTypes.keys).contains { $0.utf8.elementsEqual(bytes) }
    case .azureLocation: bytes.allSatisfy(ByteSet.lowerCase.contains)
    case .location:
      bytes.allSatisfy { ByteSet.lowerCase.contains($0) || $0 == Self.hyphen } && bytes.first != Self.hyphen
    case .pool:
      switch bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      case let halves where halves.count == 2:
        halves.allSatisfy { !$0.isEmpty && $0.count <= 38 && $0.allSatisfy(ByteSet.pool.contains) }
      default: false
      }
    case .tag: true
    }
  }

  private static let hyphen = UInt8(ascii: "-")

  /// An option of a command, or a way up in a path or a URL.
  private func isMoreThanAWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    return bytes.first == Self.hyphen || zip(bytes, bytes.dropFirst()).contains { $0 == dot && $1 == dot }
  }

  /// What Packer 1.6.6 takes for managed images. Source: builder/azure/arm/config.go.
  static let storageTypes = ["Standard_LRS", "Premium_LRS"]

  /// What Azure knows and Packer 1.6.6 does not, and what comes nearest.
  static let replacedStorageTypes = ["StandardSSD_LRS": "Standard_LRS"]

  /// The rule in words, after "is".
  var words: String {
    switch self {
    case .name, .size: "made of letters, digits, `.`, `-` and `_`, \(Self.alone)"
    case .source: "made of letters, digits, `.`, `-`, `_` and `/`, \(Self.alone)"
    case .word: "a word of letters, digits and `._-/:@+=,*`, \(Self.alone)"
    case .resourceGroup: "made of letters, digits, `.`, `-`, `_` and brackets, \(Self.alone), without a `.` at the end"
    case .storageType: "one of " + Self.storageTypes.map { "`\($0)`" }.joined(separator: ", ")
    case .azureLocation: "a region's name, letters and digits: `centralus` or `Central US`"
    case .location: "the name of a region or zone, letters, digits and `-`: `us-west-2`"
    case .pool: "a worker pool: `<provisioner>/<workerType>`, each of 38 letters, digits, `-` and `_` at most"
    case .tag: "a text"
    }
  }

  private static let alone = "without `..`, and does not begin with `-`"
}
