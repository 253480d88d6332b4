package import Diagnostics
internal import Synchronization

/// HTTP by libcurl: connections are kept and reused, HTTP/2 is spoken where a TLS server has it, TLS is verified.
///
/// All transfers run on one thread of its own (`CurlLoop`), which this value feeds through an inbox and stops when it
/// goes away.
package final class CurlTransport: Transport {
  package struct Options: Sendable {
    /// Requests on their way at once, and connections open at once; what is more waits its turn.
    package var maximumInFlight = 50
    /// Time to connect, TLS included.
    package var connectTimeout = Duration.seconds(30)
    /// Time without one byte in either direction, in whole seconds. The task's proxy retries on its own for minutes,
    /// during which nothing comes.
    package var idleTimeout = Duration.seconds(90)
    /// Time for all of a transfer.
    package var totalTimeout = Duration.seconds(180)
    /// Bytes of the longest answer that is taken. A page of 1,000 tasks is 10 MB at most in practice.
    package var maximumAnswer = 64 << 20
    package var proxies = ProxySettings.none
    /// A file of certificate authorities in place of the system's.
    package var authorities: String?

    package init() {}

    /// Proxies and certificate authorities as `environment` has them.
    package init(environment: [String: String]) {
      proxies = ProxySettings(environment: environment)
      authorities = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private let inbox: CurlLoop.Inbox

  /// Loads libcurl if it is not there yet.
  package init(_ options: Options = Options(), library names: [String] = CurlLoop.libraryNames) throws(Failure) {
    inbox = try CurlLoop.start(options, library: names)
  }

  deinit { inbox.stop() }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let id = inbox.newID()
    let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let job = CurlLoop.Job(id: id, request: request, continuation: continuation)
        if !inbox.send(job) { continuation.resume(returning: .failure(.cancelled)) }
      }
    } onCancel: {
      inbox.cancel(id)
    }
    return try result.get()
  }
}

extension CurlLoop {
  /// One request and who waits for it.
  struct Job: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>
  }

  /// What has been asked of the loop since it last looked.
  struct Mail: Sendable {
    var jobs: [Job] = []
    var cancelled: [UInt64] = []
    var isStopped = false

    var isEmpty: Bool { jobs.isEmpty && cancelled.isEmpty && !isStopped }
  }

  /// The door between tasks and the loop's thread.
  final class Inbox: Sendable {
    private let mail = Mutex(Mail())
    private let ids = Atomic<UInt64>(0)
    private let wake: @Sendable () -> Void

    /// `wake` ends the loop's sleep. It is called under the lock, so that a loop that has seen the stop, and frees what
    /// `wake` needs, is never called any more.
    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func newID() -> UInt64 { ids.add(1, ordering: .relaxed).newValue }

    /// Called by the task that waits for the job. Returns false if that task was cancelled: this is asked under the lock,
    /// so that a cancellation comes either before the job, and is seen here, or after it, and is seen by the loop.
    func send(_ job: Job) -> Bool {
      var isSent = false
      post { mail in
        guard !Task.isCancelled else { return }
        mail.jobs.append(job)
        isSent = true
      }
      return isSent
    }

    func cancel(_ id: UInt64) { post { $0.cancelled.append(id) } }
    func stop() { post { $0.isStopped = true } }

    /// The loop is woken for the first letter only: it takes all that is there.
    private func post(_ change: (inout Mail) -> Void) {
      mail.withLock { mail in
        let wasEmpty = mail.isEmpty
        change(&mail)
        if wasEmpty, !mail.isEmpty { wake() }
      }
    }

    func take() -> Mail {
      mail.withLock { mail in
        let taken = mail
        mail = Mail()
        return taken
      }
    }
  }
}
