internal import Diagnostics

/// Everything that can be wrong with the config of an image.
enum ImageProblem {
  /// `home` is where a field of that name stands; empty for the top of the file.
  case unknownField(String, known: [String], home: String?)
  case unknownEnvironment(String, known: [String])
  case notAMapping
  case notAList
  case notText
  case notADiskSize
  case text(TextRule, TextRule.Refusal)
  case missing([String])
  case noneOf([String])
  /// A key has a section for one platform at least.
  case noPlatform([String])
  case sharedLocation(String, of: [String])
  case severalOf([String])
  case emptyList(String)
  case repeatedItem(String)
  case replacedStorageType(String, by: String)
  case imageNameLength(String, limit: Int, isAzure: Bool)
  case imageNameCharacters(String)
  case fileName(String)
  case extensionOfFile(String)
  case sameKey(String, files: [String])
  case unreadable(String)

  var id: String {
    switch self {
    case .unknownField: "unknown-field"
    case .unknownEnvironment: "unknown-environment"
    case .notAMapping, .notAList, .notText, .notADiskSize: "wrong-type"
    case .text(_, .placeholder): "packer-placeholder"
    case .text: "invalid-text"
    case .missing, .noneOf, .noPlatform: "missing-field"
    case .sharedLocation: "shared-location"
    case .severalOf: "conflicting-fields"
    case .emptyList: "empty-list"
    case .repeatedItem: "repeated-item"
    case .replacedStorageType: "storage-type"
    case .imageNameLength, .imageNameCharacters: "image-name"
    case .fileName, .extensionOfFile: "config-file-name"
    case .sameKey: "duplicate-image-key"
    case .unreadable: "unreadable-file"
    }
  }

  var severity: Diagnostic.Severity {
    switch self {
    case .repeatedItem, .replacedStorageType: .warning
    default: .error
    }
  }

  var message: String {
    switch self {
    case .unknownField(let name, _, _): "there is no field `\(name)` here"
    case .unknownEnvironment(let name, _): "`\(name)` is not an environment of taskcluster/config.yml"
    case .notAMapping: "a mapping is expected here"
    case .notAList: "a list is expected here"
    case .notText: "a text is expected here"
    case .notADiskSize: "the size of a disk is a whole number of GiB, from 1 to \(ImageLayer.largestDisk)"
    case .text(_, .empty): "a text here is not empty"
    case .text(_, .lineBreak): "a text of an image config is one line, without control characters"
    case .text(_, .placeholder): "a value holds neither `{{` nor `}}`, which Packer would expand"
    case .text(_, .tooLong(let limit)): "this has \(limit) characters at most"
    case .text(let rule, .characters): "this is \(rule.words)"
    case .missing(let path): "`\(path.joined(separator: "."))` is required"
    case .noneOf(let names): "one of \(Self.list(names)) is required"
    case .noPlatform(let names): "one of the sections \(Self.list(names)) is required"
    case .sharedLocation(let location, let platforms):
      "a location is that of one platform: `\(location)` is listed for \(Self.list(platforms))"
    case .severalOf(let names): "only one of \(Self.list(names)) is given"
    case .emptyList(let name): "`\(name)` has at least one item"
    case .repeatedItem(let item): "`\(item)` is listed already"
    case .replacedStorageType(let type, let other): "Packer 1.6.6 does not know `\(type)`: images get `\(other)`"
    case .imageNameLength(let name, let limit, _): "an image's name has \(limit) characters at most, unlike `\(name)`"
    case .imageNameCharacters(let name):
      "the image name `\(name)` is made of letters, digits, `.`, `-` and `_`, begins with one of the first two, and does "
        + "not end with `.` or `-`"
    case .fileName(let stem):
      "an image key is made of \(ImageKey.limit) letters, digits, `.` and `-` at most, and begins with a letter or "
        + "digit, unlike `\(stem)`"
    case .extensionOfFile(let name): "an image config's name ends in `.yaml`, unlike `\(name)`"
    case .sameKey(let key, let files): "the image key `\(key)` belongs to one file, not to \(Self.list(files))"
    case .unreadable(let why): "an image config must be readable: \(why)"
    }
  }

  var help: String? {
    switch self {
    case .unknownField(let name, let known, let home):
      if let nearest = NearMiss.best(name, among: known) {
        "did you mean `\(nearest)`?"
      } else if name == ImageFormat.azure {
        "`\(name)` is not among `platforms` in taskcluster/config.yml"
      } else if let home {
        home.isEmpty ? "`\(name)` stands at the top of the file" : "`\(name)` belongs under `\(home)`"
      } else {
        "known are \(Self.list(known))"
      }
    case .unknownEnvironment(let name, let known):
      NearMiss.best(name, among: known).map { "did you mean `\($0)`?" } ?? "known are \(Self.list(known))"
    case .imageNameLength(_, _, let isAzure):
      "it is made of "
        + (isAzure
          ? "workerType or worker_pool_id, location, sku and deploymentId"
          : "`image_name` or the key, and the location")
    case .noPlatform: "a key is built on the platforms whose sections it has"
    default: nil
    }
  }

  /// What would be right, where one correction is obvious.
  var replacement: String? {
    switch self {
    case .unknownField(let name, let known, _), .unknownEnvironment(let name, let known):
      NearMiss.best(name, among: known)
    case .replacedStorageType(_, let other): other
    default: nil
    }
  }

  func diagnostic(at place: Place?) -> Diagnostic {
    let fixIts = place.flatMap { place in replacement.map { [Diagnostic.FixIt(at: place, replacement: $0)] } }
    return Diagnostic(severity, id: id, message, at: place, help: help, fixIts: fixIts ?? [])
  }

  private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
