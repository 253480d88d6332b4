import Diagnostics
import Document

/// A project's files as a commit has them, read from git's store: nothing is checked out.
enum GitFileTree {
  static func load(_ revision: String, git: Git) async throws -> MemoryFileTree {
    let names = try await git.files(revision, below: ["config", "taskcluster"])
    return MemoryFileTree(try await git.contents(of: names, at: revision))
  }
}

extension Git {
  /// Paths of files, relative to the folder.
  fileprivate func files(_ revision: String, below folders: [String]) async throws -> [String] {
    let bytes = try await output(
      ["ls-tree", "-r", "-z", "--name-only", revision, "--"] + folders, orElse: "there is no commit `\(revision)`")
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All files with one process: a line in for each, a header and its bytes out.
  fileprivate func contents(of names: [String], at revision: String) async throws -> [String: [UInt8]] {
    let names = names.filter { !$0.contains("\n") }
    let request = names.map { "\(revision):./\($0)\n" }.joined()
    let answer = try await output(["cat-file", "--batch"], input: request, orElse: "`\(revision)` cannot be read")
    var files: [String: [UInt8]] = [:]
    var rest = answer[...]
    for name in names {
      // `<id> blob <size>\n<bytes>\n`
      guard let end = rest.firstIndex(of: 0x0A) else { break }
      let size = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ").last.flatMap { Int($0) }
      rest = rest[(end + 1)...]
      guard let size, size <= rest.count else { continue }
      files[name] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return files
  }
}
