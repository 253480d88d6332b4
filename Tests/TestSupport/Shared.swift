import FoundationEssentials

/// The folder of facts and data that lies beside a checkout in CI; a clone elsewhere does without.
package enum Shared {
  /// The path of a file in `../shared`, or nil, having said so, where it is missing: the test is then skipped.
  package static func path(_ relative: String, from file: String = #filePath) -> String? {
    let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.deletingLastPathComponent().appending(path: "shared").appending(path: relative).path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: ../shared/\(relative) is not here")
      return nil
    }
    return path
  }

  package static func exists(_ relative: String) -> Bool { path(relative) != nil }

  package static func text(_ relative: String) throws -> String? {
    guard let path = path(relative) else { return nil }
    return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}

/// The root of this checkout.
package enum Checkout {
  package static var root: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }

  package static func text(_ relative: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root).appending(path: relative)), as: UTF8.self)
  }
}
