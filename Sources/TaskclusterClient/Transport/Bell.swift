internal import Glibc

/// Wakes a thread that waits for sockets: a pipe of which it watches one end.
final class Bell: Sendable {
  /// What the thread waits for: readable once it has rung.
  let socket: Int32
  private let rope: Int32

  /// Nil if the process may open no more files.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (socket, rope) = (ends[0], ends[1])
  }

  deinit {
    close(socket)
    close(rope)
  }

  func ring() {
    var byte: UInt8 = 0
    // A pipe that is full has rung.
    while write(rope, &byte, 1) < 0, errno == EINTR {}
  }

  func silence() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(socket, &bytes, 16) == 16 {}
  }
}
