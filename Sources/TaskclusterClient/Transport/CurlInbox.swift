internal import Synchronization

/// One request and who waits for it.
struct CurlTransfer: Sendable {
  let id: UInt64
  let request: HTTPRequest
  let continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>
}

/// The door between tasks and the loop's thread.
///
/// It is also a task executor: whoever has much to send runs on the loop's thread as well, so that an answer is read and
/// the next request made without a word between threads.
final class CurlInbox: TaskExecutor {
  /// What has been asked of the loop since it last looked.
  struct Mail {
    var transfers: [CurlTransfer] = []
    var cancelled: [UInt64] = []
    var jobs: [UnownedJob] = []
    var isStopped = false

    var isEmpty: Bool { transfers.isEmpty && cancelled.isEmpty && jobs.isEmpty && !isStopped }
  }

  private struct State {
    var mail = Mail()
    /// The loop sleeps, or is about to: whoever brings something rings for it.
    var isAsleep = false
    /// The loop will never look again.
    var isClosed = false
  }

  private let state = Mutex(State())
  private let ids = Atomic<UInt64>(0)
  private let bell: Bell

  init(_ bell: Bell) { self.bell = bell }

  func newID() -> UInt64 { ids.add(1, ordering: .relaxed).newValue }

  /// Called by the task that waits for the transfer. Returns false if that task was cancelled: this is asked under the
  /// lock, so that a cancellation comes either before the transfer, and is seen here, or after it, and is seen by the loop.
  func send(_ transfer: CurlTransfer) -> Bool {
    var isSent = false
    let isOpen = post { mail in
      guard !Task.isCancelled else { return }
      mail.transfers.append(transfer)
      isSent = true
    }
    return isOpen && isSent
  }

  func cancel(_ id: UInt64) { _ = post { $0.cancelled.append(id) } }
  func stop() { _ = post { $0.isStopped = true } }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !post({ $0.jobs.append(job) }) { globalConcurrentExecutor.enqueue(job) }
  }

  /// Returns false if the loop has ended.
  private func post(_ change: (inout Mail) -> Void) -> Bool {
    let (isOpen, isAsleep) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      change(&state.mail)
      let isAsleep = state.isAsleep && !state.mail.isEmpty
      if isAsleep { state.isAsleep = false }
      return (true, isAsleep)
    }
    if isAsleep { bell.ring() }
    return isOpen
  }

  // MARK: - The loop's side

  /// What has come; nil if there is nothing. Until `mayRest` has said yes, nobody needs to wake the loop.
  func take() -> Mail? {
    state.withLock { state in
      state.isAsleep = false
      guard !state.mail.isEmpty else { return nil }
      let mail = state.mail
      state.mail = Mail()
      return mail
    }
  }

  /// Whether the loop may sleep: nothing has come, and whoever brings something now will wake it.
  func mayRest() -> Bool {
    state.withLock { state in
      state.isAsleep = state.mail.isEmpty
      return state.isAsleep
    }
  }

  /// Nothing is taken any more. Returns what came last.
  func close() -> Mail {
    state.withLock { state in
      state.isClosed = true
      let mail = state.mail
      state.mail = Mail()
      return mail
    }
  }
}
