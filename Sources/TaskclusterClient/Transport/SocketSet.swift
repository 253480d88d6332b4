internal import Glibc

/// Sockets that a thread waits for, and what for.
struct SocketSet {
  private var entries: [pollfd] = []
  private var places: [Int32: Int] = [:]

  /// - Parameter events: `POLLIN`, `POLLOUT` or both; what was asked of the socket before no longer holds.
  mutating func watch(_ socket: Int32, for events: Int32) {
    let entry = pollfd(fd: socket, events: Int16(events), revents: 0)
    if let place = places[socket] {
      entries[place] = entry
    } else {
      places[socket] = entries.count
      entries.append(entry)
    }
  }

  mutating func forget(_ socket: Int32) {
    guard let place = places.removeValue(forKey: socket) else { return }
    let last = entries.removeLast()
    guard place < entries.count else { return }
    entries[place] = last
    places[last.fd] = place
  }

  /// Sleeps until one of them is ready.
  ///
  /// - Parameter milliseconds: how long at most; nil is for ever.
  /// - Returns: those that are ready, with what for in `revents`.
  mutating func wait(_ milliseconds: Int?) -> [pollfd] {
    let limit = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    guard poll(&entries, nfds_t(entries.count), limit) > 0 else { return [] }
    return entries.filter { $0.revents != 0 }
  }
}
