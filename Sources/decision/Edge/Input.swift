import Diagnostics
import Glibc

/// Bytes from outside the project's folders: standard input, and files that are named on the command line.
enum Input {
  /// More is no message, no event and no template.
  static let limit = 64_000_000

  static func standardInput() throws(Failure) -> [UInt8] { try read(STDIN_FILENO, "standard input") }

  static func file(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("`\(path)` cannot be opened: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    return try read(descriptor, path)
  }

  /// Whatever is wrong with data that was given is the giver's mistake, exit code 65, though the same reader finds it that
  /// reads the repository's files.
  static func given<Value>(_ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let failure as Failure {
      throw Failure(.message, failure.diagnostics)
    }
  }

  private static func read(_ descriptor: Int32, _ name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("`\(name)` cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw failure("`\(name)` is larger than \(limit / 1_000_000) MB") }
    }
  }

  private static func failure(_ message: String) -> Failure {
    Failure(.message, [Diagnostic(id: "unreadable-file", message)])
  }
}
