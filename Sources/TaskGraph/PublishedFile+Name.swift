extension PublishedFile {
  /// What is wrong with a name, and the way out; nil if nothing is. It becomes a path below the artifacts' folder, and a URL.
  static func problem(ofName name: String) -> (message: String, help: String?)? {
    guard isPath(name) else {
      return ("a published file's name is a relative path of letters, digits, `-`, `_` and `.`", nil)
    }
    let top = name.prefix { $0 != "/" }
    guard let own = DecisionArtifact(rawValue: String(top)) else { return nil }
    return ("`\(own.rawValue)` is a file of the decision task itself", "put it into a folder: `files/\(name)`")
  }

  private static func isPath(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 200
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".."
          && part.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
              || $0 == 0x2E || $0 == 0x5F
          }
      }
  }

  /// The folders that a name lies in, outermost first: `a`, `a/b` of `a/b/c.json`.
  static func folders(of name: String) -> [String] {
    name.indices.filter { name[$0] == "/" }.map { String(name[..<$0]) }
  }
}
