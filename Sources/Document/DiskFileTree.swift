#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What keeps a file from being read.
public enum FileTreeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A path that is absolute, leaves its folder or is empty.
  case outside(String)
  /// A folder, a pipe, a device or a link that leads nowhere, where a file is asked for.
  case notAFile(String)
  /// Larger than anything that is read here, in bytes.
  case tooLarge(String, limit: Int)
  /// The system's own word.
  case system(String, errno: Int32)

  public var description: String {
    switch self {
    case .outside(let path): "'\(path)' is not a path within the folder"
    case .notAFile(let path): "'\(path)' is not a file"
    case .tooLarge(let path, let limit): "'\(path)' is larger than \(limit / 1_000_000) MB"
    case .system(let path, let code): "'\(path)' cannot be read: \(String(cString: strerror(code)))"
    }
  }
}

extension FileTreeError {
  /// Throws for a path that is not made of names alone.
  static func check(_ path: String) throws(FileTreeError) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isSound = parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
    guard isSound, !path.utf8.contains(0) else { throw .outside(path) }
  }
}

/// A folder on the disk.
public struct DiskFileTree: FileTree {
  public let root: String
  /// In bytes; nothing that people write for this program comes near it.
  private let limit: Int

  public init(root: String, limit: Int = 64_000_000) {
    self.root = root
    self.limit = limit
  }

  public func read(_ path: String) throws -> [UInt8]? {
    try FileTreeError.check(path)
    // Not blocking, so that a pipe does not hold us up before it is refused.
    let file = open(root + "/" + path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        var link = stat()
        guard lstat(root + "/" + path, &link) == 0 else { return nil }
        throw FileTreeError.notAFile(path)
      }
      throw FileTreeError.system(path, errno: errno)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileTreeError.system(path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileTreeError.notAFile(path) }
    guard status.st_size <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    return try contents(of: file, size: Int(status.st_size), path)
  }

  private func contents(of file: Int32, size: Int, _ path: String) throws(FileTreeError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = Self.read(file, buffer, from: count)
        if read < 0, errno == EINTR { continue }
        if read < 0 { code = errno }
        if read <= 0 { break }
        count += read
      }
    }
    guard code == 0 else { throw .system(path, errno: code) }
    return bytes
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>, from offset: Int) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    #if canImport(Glibc)
      return Glibc.read(file, base + offset, buffer.count - offset)
    #elseif canImport(Musl)
      return Musl.read(file, base + offset, buffer.count - offset)
    #else
      return Darwin.read(file, base + offset, buffer.count - offset)
    #endif
  }

  public func names(in folder: String) throws -> [String]? {
    try FileTreeError.check(folder)
    let path = root + "/" + folder
    guard let stream = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileTreeError.system(folder, errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.precedesInBytes($1) }
  }
}
