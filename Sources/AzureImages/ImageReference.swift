package import Diagnostics
internal import Document
internal import TaskclusterClient

/// A managed image as a task names it, before anybody has asked whether it is there.
package struct ImageReference: Sendable, Hashable {
  /// The Azure location: `eastus`.
  package let location: String
  package let resourceGroup: String
  package let name: String

  package init(location: String, resourceGroup: String, name: String) {
    self.location = location
    self.resourceGroup = resourceGroup
    self.name = name
  }

  /// The id below its subscription, whose own id is a secret:
  /// `/resourceGroups/rg/providers/Microsoft.Compute/images/name`.
  package var idInSubscription: String {
    "/resourceGroups/\(PercentEncoding.encoded(resourceGroup))/providers/Microsoft.Compute/images/\(PercentEncoding.encoded(name))"
  }

  /// Whether all three are what Azure allows.
  package var isSound: Bool { Self.isLocation(location) && Self.isName(name) && Self.isGroup(resourceGroup) }

  /// As it is said of a diagnostic: `image gecko-t-win10 in eastus`.
  var description: String { "image \(name) in \(location)" }
}

// MARK: - Arguments

extension ImageReference {
  /// Reads `LOCATION=IMAGE` arguments.
  ///
  /// - Returns: sorted by location.
  /// - Throws: everything that is wrong with them, with exit code 64.
  package static func list(
    _ arguments: [String], resourceGroup: String
  ) throws(Failure) -> [ImageReference] {
    var problems: [Diagnostic] = []
    if !isGroup(resourceGroup) {
      problems.append(
        Diagnostic(
          id: "resource-group", "a resource group has at most 90 letters, digits, `-`, `_`, `.`, `(` and `)`",
          help: "it is `azure.managed_image_resource_group_name` of the key's config"))
    }
    var images: [String: ImageReference] = [:]
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, isLocation(parts[0]), isName(parts[1]) else {
        problems.append(
          Diagnostic(
            id: "image-argument", "an image is given as LOCATION=NAME, like eastus=gecko-t-win10-eastus-20h1-5db26eb",
            notes: [Diagnostic.Note("this is not: \(ServerText(argument, hiding: .none).line)")]))
        continue
      }
      let image = ImageReference(location: parts[0], resourceGroup: resourceGroup, name: parts[1])
      if images.updateValue(image, forKey: image.location) != nil {
        problems.append(Diagnostic(id: "image-argument", "a location is given once; `\(image.location)` stands twice"))
      }
    }
    guard problems.isEmpty else { throw Failure(.usage, problems) }
    return images.values.sorted { $0.location < $1.location }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  package static func isLocation(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  /// Source: Azure's naming rules for Microsoft.Compute/images.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 80 else { return false }
    return isAlphanumeric(first) && (isAlphanumeric(last) || last == UInt8(ascii: "_"))
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  /// Source: Azure's naming rules for Microsoft.Resources/resourceGroups.
  private static func isGroup(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 90 && !text.hasSuffix(".")
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.()".utf8.contains($0) }
  }
}
