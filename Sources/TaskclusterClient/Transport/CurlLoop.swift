internal import Diagnostics
internal import Glibc

/// The thread that all transfers of a transport run on.
///
/// Everything but the inbox lives on that thread: the loop takes what was asked, starts as many transfers as may be on
/// their way, lets libcurl work, answers those that have ended, and sleeps until a socket or the inbox has something.
final class CurlLoop {
  /// Transfers from which on the loop gathers what comes, and for how long, in microseconds: what comes in a short
  /// while is then one turn, which takes processor time away and adds no time that can be measured.
  private static let crowd = 16
  private static let gathering: UInt32 = 200

  private let options: CurlTransport.Options
  private let multi: CurlMulti
  private let inbox: CurlInbox
  /// Those that wait for a slot, in the order they came, from `head` on.
  private var waiting: [CurlTransfer] = []
  private var head = 0
  private var active: [UInt64: (easy: CurlEasy, transfer: CurlTransfer)] = [:]
  private var idle: [CurlEasy] = []

  private init(_ options: CurlTransport.Options, multi: CurlMulti, inbox: CurlInbox) {
    self.options = options
    self.multi = multi
    self.inbox = inbox
  }

  /// Starts the thread. It ends when the inbox is told to stop.
  static func start(_ options: CurlTransport.Options, library names: [String]) throws(Failure) -> CurlInbox {
    if let reason = CurlMulti.load(names) { throw unavailable(reason) }
    guard let bell = Bell(), let multi = CurlMulti(connections: options.maximumInFlight, bell: bell) else {
      throw unavailable("no memory or no file descriptor is left")
    }
    let inbox = CurlInbox(bell)
    let loop = Unmanaged.passRetained(CurlLoop(options, multi: multi, inbox: inbox))
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<CurlLoop>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, loop.toOpaque())
    guard started == 0 else {
      loop.release()
      throw unavailable("no thread could be made for it")
    }
    pthread_detach(thread)
    return inbox
  }

  private static func unavailable(_ reason: String) -> Failure {
    Failure(
      .unavailable,
      [
        Diagnostic(
          id: "no-libcurl", "a command that talks to a server needs libcurl", help: "install the package libcurl4",
          notes: [Diagnostic.Note(ServerText(reason, hiding: .none).line)])
      ])
  }

  // MARK: - On the thread

  private func run() {
    // Signals are the main thread's business; and SIGPIPE, which a TLS library may cause, must end nobody.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)

    while true {
      while let mail = inbox.take() {
        waiting += mail.transfers
        mail.cancelled.forEach(cancel)
        if mail.isStopped { return close(mail) }
        for job in mail.jobs { job.runSynchronously(on: inbox.asUnownedTaskExecutor()) }
      }
      startWaiting()
      multi.workOnTime()
      // A slot that has become free is used before the loop sleeps.
      if finishEnded() { continue }
      let mayRest = inbox.mayRest()
      if mayRest, active.count >= Self.crowd { usleep(Self.gathering) }
      multi.workOnSockets(mayRest: mayRest)
      _ = finishEnded()
    }
  }

  private func startWaiting() {
    while head < waiting.count, active.count < options.maximumInFlight {
      let transfer = waiting[head]
      head += 1
      guard let easy = idle.popLast() ?? CurlEasy(options) else {
        transfer.continuation.resume(returning: .failure(.invalid("libcurl has no memory left")))
        continue
      }
      let mistake = easy.prepare(transfer.request, id: transfer.id)
      guard mistake == nil, multi.add(easy) else {
        idle.append(easy)
        transfer.continuation.resume(returning: .failure(mistake ?? .invalid("libcurl has no memory left")))
        continue
      }
      active[transfer.id] = (easy, transfer)
    }
    if head == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  /// Answers the transfers that have ended. Returns whether there was one.
  private func finishEnded() -> Bool {
    var found = false
    while let (easy, result) = multi.nextEnded() {
      found = true
      if let (_, transfer) = active.removeValue(forKey: easy.id) { transfer.continuation.resume(returning: result) }
      idle.append(easy)
    }
    return found
  }

  private func cancel(_ id: UInt64) {
    if let (easy, transfer) = active.removeValue(forKey: id) {
      multi.remove(easy)
      transfer.continuation.resume(returning: .failure(.cancelled))
      idle.append(easy)
    } else if let index = waiting[head...].firstIndex(where: { $0.id == id }) {
      waiting.remove(at: index).continuation.resume(returning: .failure(.cancelled))
    }
  }

  /// Nobody asks any more: whoever still waits is told, and what still runs here goes on elsewhere.
  private func close(_ mail: CurlInbox.Mail) {
    let last = inbox.close()
    for (easy, _) in active.values { multi.remove(easy) }
    for transfer in active.values.map(\.transfer) + waiting[head...] + last.transfers {
      transfer.continuation.resume(returning: .failure(.cancelled))
    }
    for job in mail.jobs + last.jobs { globalConcurrentExecutor.enqueue(job) }
    active = [:]
    idle = []
  }
}
