/// The names that Azure allows for managed images. Other clouds' own rules are held against what Packer is told.
enum ImageName {
  /// In characters.
  static let limit = 80

  static func problem(_ name: String, isAzure: Bool) -> ImageProblem? {
    let bytes = name.utf8
    if bytes.count > limit { return .imageNameLength(name, limit: limit, isAzure: isAzure) }
    guard bytes.allSatisfy(ByteSet.name.contains), bytes.first.map(ByteSet.alphanumeric.contains) == true,
      bytes.last.map({ ByteSet.alphanumeric.contains($0) || $0 == UInt8(ascii: "_") }) == true
    else { return .imageNameCharacters(name) }
    return nil
  }
}
