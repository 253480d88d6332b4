/// A folder that stands in memory, for tests and for the files of a git commit.
public struct MemoryFileTree: FileTree {
  private let files: [String: [UInt8]]
  /// Paths of what is there and no file: links that lead nowhere.
  private let others: Set<String>

  /// Path → bytes.
  public init(_ files: [String: [UInt8]], others: Set<String> = []) {
    self.files = files
    self.others = others
  }

  /// Path → text.
  public init(_ files: [String: String]) { self.init(files.mapValues { Array($0.utf8) }) }

  public func read(_ path: String) throws -> [UInt8]? {
    try FileTreeError.check(path)
    if let bytes = files[path] { return bytes }
    guard !others.contains(path), !files.keys.contains(where: { $0.hasPrefix(path + "/") }) else {
      throw FileTreeError.notAFile(path)
    }
    return nil
  }

  public func names(in folder: String) throws -> [String]? {
    try FileTreeError.check(folder)
    let prefix = Array((folder + "/").utf8)
    let below = [Array(files.keys), Array(others)].joined().filter { $0.utf8.starts(with: prefix) }
    guard !below.isEmpty else { return nil }
    let names = below.map { path in
      String(decoding: path.utf8.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
    }
    return Set(names).sorted { $0.precedesInBytes($1) }
  }
}
