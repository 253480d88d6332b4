import Diagnostics
import Glibc

/// A folder that files are written into. It is made if it is not there.
struct OutputFolder: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  /// Writes a file whole or not at all: into a neighbour first, which then takes its name.
  ///
  /// - Parameter name: a relative path without `..`, as the graph's checks have seen to.
  func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    let target = "\(path)/\(name)"
    try makeFolder(String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]))
    // Of this process alone: another may write the same file.
    let draft = "\(target).\(getpid()).part"
    var isWhole = false
    defer { if !isWhole { unlink(draft) } }
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(target) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(target)
      }
      rest = rest.dropFirst(count)
    }
    guard rename(draft, target) == 0 else { throw failure(target) }
    isWhole = true
  }

  /// Takes a file away, if it is there and can be.
  func remove(_ name: String) { _ = unlink("\(path)/\(name)") }

  /// Writes one file, wherever it is.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try OutputFolder(folder).write(bytes, to: String(path[(end.map(path.index(after:)) ?? path.startIndex)...]))
  }

  private func makeFolder(_ folder: String) throws(Failure) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o755) != 0, errno != EEXIST { throw failure(path) }
    }
  }

  private func failure(_ path: String) -> Failure {
    Failure(
      .configuration,
      [Diagnostic(id: "unwritable-file", "`\(path)` cannot be written: \(String(cString: strerror(errno)))")])
  }
}
