import Diagnostics
import Glibc

/// Tells when a file below some folders changes. Source: inotify(7).
struct FolderWatch: ~Copyable {
  private let descriptor: Int32
  private let folders: [String]

  /// What an editor or git does to a file: written and closed, moved there or away, made, deleted.
  private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

  /// - Parameter folders: with all folders below them. What is no folder is passed over.
  init(_ folders: [String]) throws(Failure) {
    self.folders = folders
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      throw Failure(.bug, [Diagnostic(id: "watch", "inotify: \(String(cString: strerror(errno)))")])
    }
    addFolders()
  }

  deinit { close(descriptor) }

  /// What is watched already stays so.
  private func addFolders() {
    for folder in folders { Self.add(folder, to: descriptor) }
  }

  private static func add(_ folder: String, to descriptor: Int32, depth: Int = 0) {
    guard depth < 16, let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    inotify_add_watch(descriptor, folder, events)
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if entry.pointee.d_type == UInt8(DT_DIR), name != ".", name != ".." {
        add("\(folder)/\(name)", to: descriptor, depth: depth + 1)
      }
    }
  }

  /// Returns after a change, and after the moment of quiet that follows it: an editor writes more than one file.
  func wait() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    _ = read(descriptor, &buffer, buffer.count)
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while Glibc.poll(&poll, 1, Self.quiet) > 0 { _ = read(descriptor, &buffer, buffer.count) }
    // One that is new is watched from now on.
    addFolders()
  }

  /// In milliseconds.
  private static let quiet: Int32 = 50
}
