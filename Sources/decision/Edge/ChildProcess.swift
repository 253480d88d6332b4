import Glibc

/// A program that is asked something and answers, as git does.
///
/// swift-subprocess, which runs Packer, takes two milliseconds and four threads to start the first process, which is as long
/// as git takes to answer; and `preview` waits for git at every commit.
enum ChildProcess {
  struct Answer {
    let isSuccess: Bool
    let output: [UInt8]
    /// What it said on standard error.
    let errors: [UInt8]
  }

  /// Why a program cannot be run, in the system's own word.
  struct CannotRun: Error {
    let errno: Int32
  }

  /// Runs a program to its end. The thread waits meanwhile.
  ///
  /// - Parameters:
  ///   - program: looked for in PATH.
  ///   - arguments: without the program's own name.
  ///   - input: what it reads on standard input.
  static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws(CannotRun) -> Answer {
    var (input, output, errors) = (Stream(try sockets(), input), Stream(try sockets()), Stream(try sockets()))
    defer { for stream in [input, output, errors] { stream.close() } }
    let process = try start(program, arguments, [input.theirs, output.theirs, errors.theirs])
    input.isStarted()
    output.isStarted()
    errors.isStarted()
    while output.isOpen || errors.isOpen {
      var waiting = [input.wait(POLLOUT), output.wait(POLLIN), errors.wait(POLLIN)]
      guard poll(&waiting, 3, -1) >= 0 || errno == EINTR else { break }
      if waiting[0].revents != 0 { input.send() }
      if waiting[1].revents != 0 { output.receive() }
      if waiting[2].revents != 0 { errors.receive() }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Answer(isSuccess: status == 0, output: output.bytes, errors: errors.bytes)
  }

  /// Sockets, since writing to a pipe that nobody reads any more would end this process by a signal.
  private static func sockets() throws(CannotRun) -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw CannotRun(errno: errno) }
    return (ends[0], ends[1])
  }

  /// - Parameter streams: the descriptors that become its standard input, output and error. It gets no other of ours.
  private static func start(
    _ program: String, _ arguments: [String], _ streams: [Int32]
  ) throws(CannotRun) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, nil, words, environ)
    guard code == 0 else { throw CannotRun(errno: code) }
    return process
  }
}

/// One of the three streams of a child, with both of its ends.
private struct Stream {
  /// The child's end, as long as the child has not started; -1 then.
  private(set) var theirs: Int32
  private var ours: Int32
  /// What was received, or what remains to be sent.
  private(set) var bytes: [UInt8]
  private var sent = 0

  /// - Parameter bytes: to be sent; none to a stream that is read.
  init(_ ends: (Int32, Int32), _ bytes: [UInt8] = []) {
    (ours, theirs) = ends
    self.bytes = bytes
  }

  var isOpen: Bool { ours >= 0 }

  /// What `poll` is asked for it; nothing once it is closed, since the descriptor is negative then.
  func wait(_ events: Int32) -> pollfd { pollfd(fd: ours, events: Int16(events), revents: 0) }

  /// The child has its end: ours is the only one left here.
  mutating func isStarted() {
    Glibc.close(theirs)
    theirs = -1
  }

  mutating func send() {
    let count = bytes[sent...].withUnsafeBytes {
      Glibc.send(ours, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    sent += max(count, 0)
    if count < 0 || sent == bytes.count { closeOurs() }
  }

  mutating func receive() {
    let old = bytes.count
    let room = 65_536
    bytes.append(contentsOf: repeatElement(0, count: room))
    let count = bytes.withUnsafeMutableBytes {
      Glibc.read(ours, UnsafeMutableRawBufferPointer(rebasing: $0[old...]).baseAddress, room)
    }
    bytes.removeLast(room - max(count, 0))
    if count == 0 || count < 0 && errno != EINTR { closeOurs() }
  }

  private mutating func closeOurs() {
    Glibc.close(ours)
    ours = -1
  }

  func close() {
    for descriptor in [ours, theirs] where descriptor >= 0 { Glibc.close(descriptor) }
  }
}
