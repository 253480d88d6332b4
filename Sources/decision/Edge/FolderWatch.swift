import Diagnostics
import Glibc

/// Tells when a file below some folders changes, or one of some files. Source: inotify(7).
struct FolderWatch: ~Copyable {
  private let descriptor: Int32
  private let folders: [String]
  /// Where the files are that are watched for themselves: their names by the watch of their folder. A file is watched by
  /// its name, since an editor puts another one in its place.
  private var names: [Int32: Set<String>] = [:]
  /// The watches of folders of which every file counts.
  private var whole: Set<Int32> = []

  /// What an editor or git does to a file: written and closed, moved there or away, made, deleted.
  private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

  /// - Parameters:
  ///   - folders: with all folders below them. What is no folder is passed over.
  ///   - files: paths; they need not be there yet, their folder must.
  init(_ folders: [String], files: [String] = []) throws(Failure) {
    self.folders = folders
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      throw Self.failure
    }
    addFolders()
    for file in files {
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/") + "/"
      let watch = inotify_add_watch(descriptor, folder, Self.events)
      if watch >= 0 { names[watch, default: []].insert(String(parts.last ?? "")) }
    }
  }

  deinit { close(descriptor) }

  /// What is watched already stays so.
  private mutating func addFolders() {
    for folder in folders { add(folder) }
  }

  private mutating func add(_ folder: String, depth: Int = 0) {
    guard depth < 16, let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    let watch = inotify_add_watch(descriptor, folder, Self.events)
    if watch >= 0 { whole.insert(watch) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if entry.pointee.d_type == UInt8(DT_DIR), name != ".", name != ".." {
        add("\(folder)/\(name)", depth: depth + 1)
      }
    }
  }

  /// Returns after a change, and after the moment of quiet that follows it: an editor writes more than one file.
  ///
  /// - Throws: a watch that cannot be read, which is a bug of ours.
  mutating func wait() throws(Failure) {
    while try !readEvents() {}
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while Glibc.poll(&poll, 1, Self.quiet) > 0 { _ = try readEvents() }
    // One that is new is watched from now on.
    addFolders()
  }

  /// Waits for events, and says whether one of them is of something that is watched.
  private func readEvents() throws(Failure) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 || errno == EINTR else { throw Self.failure }
    return buffer.withUnsafeBytes { buffer in
      var offset = 0
      var matters = false
      let header = MemoryLayout<inotify_event>.size
      while offset + header <= count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        // The name is filled up with zeros.
        let name = buffer[(offset + header)..<(offset + header + Int(event.len))].prefix { $0 != 0 }
        let isNamed = names[event.wd]?.contains(String(decoding: name, as: UTF8.self)) ?? false
        matters = matters || isNamed || whole.contains(event.wd) || event.wd < 0
        offset += header + Int(event.len)
      }
      return matters
    }
  }

  private static var failure: Failure {
    Failure(.bug, [Diagnostic(id: "watch", "inotify: \(String(cString: strerror(errno)))")])
  }

  /// In milliseconds.
  private static let quiet: Int32 = 50
}
