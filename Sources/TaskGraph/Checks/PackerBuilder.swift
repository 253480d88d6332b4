/// What a cloud's builder in a Packer template calls the things that the checks look at. Sources: Packer 1.6.6,
/// builder/azure/arm/config.go, builder/amazon/common/ami_config.go, builder/googlecompute/config.go.
struct PackerBuilder: Sendable {
  /// The field that holds the image's name; its presence tells the cloud.
  let name: String
  /// The field within whose value an image's name is unique.
  let scope: String
  let tags: String
  let tagLimit: Int
  /// In characters.
  let nameLength: ClosedRange<Int>
  /// Whether names are made of lower-case letters, digits and `-` alone, a letter first.
  let isLowerCase: Bool

  static let azure = PackerBuilder(
    name: "managed_image_name", scope: "managed_image_resource_group_name", tags: "azure_tags", tagLimit: 15,
    nameLength: 1...80, isLowerCase: false)
  static let amazon = PackerBuilder(
    name: "ami_name", scope: "region", tags: "tags", tagLimit: 50, nameLength: 3...128, isLowerCase: false)
  static let google = PackerBuilder(
    name: "image_name", scope: "project_id", tags: "image_labels", tagLimit: 64, nameLength: 1...63, isLowerCase: true)

  static let all = [azure, amazon, google]

  func takes(_ name: String) -> Bool {
    guard nameLength.contains(name.utf8.count) else { return false }
    guard isLowerCase else { return true }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let hyphen = UInt8(ascii: "-")
    return name.utf8.first.map(letters.contains) == true && name.utf8.last != hyphen
      && name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == hyphen }
  }

  /// The rule in words, after "has".
  var nameRule: String {
    "\(nameLength.lowerBound) to \(nameLength.upperBound) "
      + (isLowerCase
        ? "lower-case letters, digits and `-`, begins with a letter and does not end with `-`" : "characters")
  }
}
