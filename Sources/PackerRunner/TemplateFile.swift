internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file of its own with what Packer is to read: the bytes that were looked at, whatever becomes of the file that they
/// came from. It is gone with the value.
final class TemplateFile: Sendable {
  let path: String

  /// - Throws: why it cannot be written, with exit code 78.
  init(_ bytes: [UInt8], in folder: String) throws(Failure) {
    var name = Array("\(folder)/packer-template-XXXXXX.json".utf8CString)
    let descriptor = mkstemps(&name, Int32(".json".utf8.count))
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw Self.failure(folder) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  deinit { unlink(path) }

  private static func failure(_ path: String) -> Failure {
    Failure(
      .configuration,
      [Diagnostic(id: "unwritable-file", "`\(path)` must be writable: \(String(cString: strerror(errno)))")])
  }
}
