public import Diagnostics

extension FileTree {
  /// The bytes of a file of the project; nil if there is none.
  ///
  /// - Throws: why it cannot be read, with the exit code of configurations.
  public func bytes(of path: String) throws(Failure) -> [UInt8]? {
    do {
      return try read(path)
    } catch {
      let place = SourceFile(name: path, text: "").place(at: 0)
      throw Failure(.configuration, [Diagnostic(id: "unreadable-file", "a file must be readable: \(error)", at: place)])
    }
  }

  /// A text of the project; nil if there is none.
  ///
  /// - Throws: why it cannot be read, or where it is not UTF-8, with the exit code of configurations.
  public func source(_ path: String) throws(Failure) -> SourceFile? {
    guard let bytes = try bytes(of: path) else { return nil }
    return try SourceFile(name: path, utf8: bytes)
  }
}

extension SourceFile {
  /// - Throws: where the bytes are not UTF-8, with the exit code of configurations.
  public init(name: String, utf8 bytes: [UInt8]) throws(Failure) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(name: name, text: text)
      return
    }
    // What is not UTF-8 is shown as U+FFFD: there the two part.
    let shown = SourceFile(name: name, bytes: bytes)
    let first = zip(shown.text.utf8, bytes).prefix { $0 == $1 }.count
    throw Failure(
      .configuration,
      [Diagnostic(id: "not-utf-8", "a text file is written in UTF-8", at: shown.place(first..<(first + 3)))])
  }
}
