/// A folder that stands in memory, for tests and for the files of a git commit.
public struct MemoryFileTree: FileTree {
  private let files: [String: [UInt8]]

  /// Path → bytes.
  public init(_ files: [String: [UInt8]]) { self.files = files }

  /// Path → text.
  public init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  public func read(_ path: String) throws -> [UInt8]? {
    try FileTreeError.check(path)
    return files[path]
  }

  public func names(in folder: String) throws -> [String]? {
    try FileTreeError.check(folder)
    let prefix = Array((folder + "/").utf8)
    let below = files.keys.filter { $0.utf8.starts(with: prefix) }.map { $0.utf8.dropFirst(prefix.count) }
    guard !below.isEmpty else { return nil }
    return below.filter { !$0.contains(UInt8(ascii: "/")) }.map { String(decoding: $0, as: UTF8.self) }
      .sorted { $0.precedesInBytes($1) }
  }
}
