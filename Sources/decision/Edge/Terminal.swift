import Diagnostics
import Glibc

/// A descriptor that people or programs read.
struct Terminal: Sendable {
  let descriptor: Int32

  static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  static let standardError = Terminal(descriptor: STDERR_FILENO)

  /// Whether somebody watches.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Colour is for people who did not say no. Source: no-color.org.
  var hasColor: Bool { isTerminal && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true) }

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
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        // Nobody reads any more, `decision preview | head`: that is no failure of ours.
        if errno == EPIPE { Glibc.exit(0) }
        return
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }
}
