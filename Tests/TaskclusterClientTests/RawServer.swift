import Glibc
import Synchronization

/// A server that says exactly the bytes that a test wants it to: each connection is a call of the test's own code, on a
/// thread of its own.
final class RawServer: Sendable {
  let port: Int
  private let listener: Int32
  private let accepted = Mutex(0)

  /// Connections so far.
  var connections: Int { accepted.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(port)" }

  init(_ serve: @escaping @Sendable (borrowing Connection) -> Void) throws {
    let (listener, port) = try Loopback.listen(backlog: 128)
    (self.listener, self.port) = (listener, port)
    Self.spawn { [accepted = Counter(self)] in
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        accepted.count()
        Self.spawn { serve(Connection(socket)) }
      }
    }
  }

  deinit {
    // Ends the `accept` of the other thread.
    Glibc.shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// What blocks must not take a thread from those that tasks run on.
  private static func spawn(_ body: @escaping @Sendable () -> Void) {
    final class Body {
      let run: @Sendable () -> Void
      init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, argument)
    precondition(code == 0, "no thread is left")
    pthread_detach(thread)
  }

  /// Counts without keeping the server alive.
  private final class Counter: Sendable {
    nonisolated(unsafe) private weak var server: RawServer?
    init(_ server: RawServer) { self.server = server }
    func count() { server?.accepted.withLock { $0 += 1 } }
  }

  /// One connection; it is closed when the test's code is done with it.
  struct Connection: ~Copyable {
    private let socket: Int32

    init(_ socket: Int32) {
      self.socket = socket
      var on: Int32 = 1
      setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// Head and body of the next request; nil if the other side is gone.
    func read() -> String? {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let head = text.firstRange(of: "\r\n\r\n") {
          let length = text[..<head.lowerBound].split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("content-length:")
          }
          let wanted = length.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
          if text[head.upperBound...].utf8.count >= wanted { return text }
        }
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        bytes += buffer[..<count]
      }
    }

    /// Returns false once the other side is gone.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
      var bytes = bytes[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        bytes = bytes.dropFirst(count)
      }
      return true
    }

    func answer(_ status: Int = 200, _ headers: String = "", _ body: String = "{}") {
      write("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// The connection ends with a reset when it is closed.
    func resetAtEnd() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger_t>.size))
    }

    private typealias linger_t = linger
  }
}

/// Sockets of the loopback interface.
enum Loopback {
  struct NoSocket: Error {}

  static func listen(backlog: Int32) throws -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var address = address(port: 0)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && Glibc.listen(listener, backlog) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard bound else { throw NoSocket() }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Begins a connection and does not wait for it.
  static func connect(to port: Int) -> Int32 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    var address = address(port: port)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = Glibc.connect(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return socket
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }
}

/// A port where connections are neither taken nor refused.
final class FullListener {
  let url: String
  private let sockets: [Int32]

  init() throws {
    let (listener, port) = try Loopback.listen(backlog: 0)
    url = "http://127.0.0.1:\(port)"
    sockets = [listener] + (0..<4).map { _ in Loopback.connect(to: port) }
  }

  deinit { for socket in sockets { close(socket) } }
}
