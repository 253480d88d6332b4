internal import Diagnostics
package import Document

/// A managed image as Azure has it.
package struct ManagedImage: Sendable {
  package let reference: ImageReference
  /// Where it really is, as `eastus`; nil if Azure did not say.
  package let location: String?
  /// Whether it is whole: not on its way, and not the rest of a build that was broken off.
  package let isReady: Bool
  package let tags: ImageTags

  package init(_ reference: ImageReference, location: String?, isReady: Bool = true, tags: ImageTags) {
    self.reference = reference
    self.location = location
    self.isReady = isReady
    self.tags = tags
  }

  /// Reads the answer of Images - Get.
  init(_ reference: ImageReference, _ object: JSONObject) {
    let location = object["location"]?.string.map { String($0.lowercased().filter { !$0.isWhitespace }) }
    let state = object["properties"]?["provisioningState"]?.string ?? "Succeeded"
    self.init(
      reference, location: location, isReady: state == "Succeeded", tags: ImageTags(object["tags"]?.object ?? [:]))
  }
}

/// Names and values of tags, in the order of the names' bytes. Azure compares names without case, and keeps the case in
/// which they were written first.
package struct ImageTags: Sendable, Equatable {
  package let object: JSONObject

  /// A value that is no text is none of Azure's.
  package init(_ object: JSONObject) {
    self.object = JSONObject(object.members.filter { $0.value.string != nil })
  }

  package var count: Int { object.count }

  /// The value; nil if there is no such tag, or if it says nothing.
  package subscript(name: String) -> String? {
    let name = name.lowercased()
    let value = object.members.first { $0.key.lowercased() == name }?.value.string
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }
}
