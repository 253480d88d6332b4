import Diagnostics
import Glibc

/// A descriptor that people or programs read.
struct Terminal: Sendable {
  let descriptor: Int32
  /// Whether what is written is what the process is for, so that it ends where it cannot be written.
  private let isProduct: Bool

  /// For data: what a command says to the program behind a pipe.
  static let standardOutput = Terminal(descriptor: STDOUT_FILENO, isProduct: true)
  /// Standard output of a command that acts: what it does goes on though nobody reads of it.
  static let report = Terminal(descriptor: STDOUT_FILENO, isProduct: false)
  static let standardError = Terminal(descriptor: STDERR_FILENO, isProduct: false)

  private init(descriptor: Int32, isProduct: Bool) {
    (self.descriptor, self.isProduct) = (descriptor, isProduct)
  }

  /// Whether somebody watches.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Colour is for people who did not say no, before a terminal that has it. Source: no-color.org.
  var hasColor: Bool { isTerminal && Self.variable("NO_COLOR").isEmpty && Self.variable("TERM") != "dumb" }

  private static func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

  /// In cells; nil if it is no terminal, or one that does not say.
  var width: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  func write(_ bytes: [UInt8]) { write(bytes[...]) }
  func write(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { write($0) } }

  /// - Parameter isWhole: all of them, however many; otherwise what goes on a screen, and how many more there are.
  func write(_ diagnostics: [Diagnostic], isWhole: Bool = false) {
    guard !diagnostics.isEmpty else { return }
    let renderer = isWhole ? DiagnosticRenderer(color: hasColor, limit: .max) : DiagnosticRenderer(color: hasColor)
    write(renderer.text(of: diagnostics))
  }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Whoever made the pipe wants no write to wait; we do.
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wanted, 1, -1)
      case let problem:
        if isProduct { Self.end(problem) }
        return
      }
    }
  }

  /// What the process is for cannot be written.
  private static func end(_ problem: Int32) -> Never {
    // Nobody reads any more, `decision preview | head`: that is no failure of ours.
    guard problem != EPIPE else { Glibc.exit(0) }
    decision.end(
      after: Failure(
        .configuration,
        [
          Diagnostic(
            id: "unwritable-file", "standard output cannot be written: \(String(cString: strerror(problem)))")
        ]))
  }

  /// Has a write that nobody reads fail, where it would end the process or go elsewhere: a submission goes on though
  /// nobody reads of it, and the number of a descriptor that was closed is not given to a file.
  static func secure() {
    signal(SIGPIPE, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free, which is this one; for reading only.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
