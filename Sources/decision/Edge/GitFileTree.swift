import Diagnostics
import Document
import TaskGraph

/// A project's files as a commit has them, read from git's store: nothing is checked out.
enum GitFileTree {
  static func load(_ commit: Commit, git: Git) async throws -> MemoryFileTree {
    let names = try await git.files(commit.sha, below: ["config", "taskcluster"])
    let files = try await git.contents(of: names, at: commit.sha)
    return MemoryFileTree(files, others: Set(names.filter { files[$0] == nil }))
  }
}

extension Git {
  /// Paths of files, relative to the folder.
  fileprivate func files(_ sha: String, below folders: [String]) async throws -> [String] {
    let bytes = try await output(
      ["ls-tree", "-r", "-z", "--name-only", sha, "--"] + folders, orElse: "there is no commit `\(sha)`")
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All files with one process: a line in for each, a header and its bytes out.
  fileprivate func contents(of names: [String], at sha: String) async throws -> [String: [UInt8]] {
    let names = names.filter { !$0.contains("\n") }
    let request = names.map { "\(sha):./\($0)\n" }.joined()
    let answer = try await output(
      ["cat-file", "--batch", "--follow-symlinks"], input: request, orElse: "`\(sha)` cannot be read")
    var files: [String: [UInt8]] = [:]
    var rest = answer[...]
    for name in names {
      // `<id> blob <size>\n<bytes>\n`; of a link that leads nowhere `dangling <size>\n<bytes>\n`, where no file is.
      guard let end = rest.firstIndex(of: 0x0A) else { break }
      let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard let size = header.last.flatMap({ Int($0) }), size <= rest.count else { continue }
      if header.count == 3, header[1] == "blob" { files[name] = Array(rest.prefix(size)) }
      rest = rest.dropFirst(size + 1)
    }
    return files
  }
}
