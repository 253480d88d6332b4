internal import CCurl
internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// libcurl's multi interface on a thread of its own. The only file that knows libcurl.
///
/// Everything but the inbox lives on that thread: the loop takes what was asked, starts as many transfers as may be on
/// their way, lets libcurl work, answers those that have ended, and sleeps until a socket or the inbox has something.
package final class CurlLoop {
  /// What libcurl is called where it is installed; Debian's git brings the second one.
  package static let libraryNames = ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"]

  /// Transfers from which on the loop gathers what comes, and for how long, in microseconds. With 50
  /// transfers of 50 ms each, this takes a fifth of the CPU time away and adds no time that can be measured.
  private static let crowd = 16
  private static let gathering: UInt32 = 200

  private let options: CurlTransport.Options
  private let multi: UnsafeMutableRawPointer
  private let inbox: Inbox
  /// Those that wait for a slot, in the order they came, from `head` on.
  private var waiting: [Job] = []
  private var head = 0
  private var active: [UInt64: CurlSlot] = [:]
  private var idle: [CurlSlot] = []

  private init(_ options: CurlTransport.Options, multi: UnsafeMutableRawPointer, inbox: Inbox) {
    self.options = options
    self.multi = multi
    self.inbox = inbox
  }

  static func start(_ options: CurlTransport.Options, library names: [String]) throws(Failure) -> Inbox {
    try load(names)
    guard let multi = ccurl_multi_init() else { throw unavailable("it has no memory left") }
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.maximumInFlight)
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.maximumInFlight)
    // The multi handle may be woken from any thread; nothing else is done to it outside of the loop's.
    nonisolated(unsafe) let handle = multi
    let inbox = Inbox { _ = ccurl_multi_wakeup(handle) }
    let loop = Unmanaged.passRetained(CurlLoop(options, multi: multi, inbox: inbox))
    guard spawn(loop) else {
      loop.release()
      ccurl_multi_cleanup(multi)
      throw unavailable("no thread could be made for it")
    }
    return inbox
  }

  private static func load(_ names: [String]) throws(Failure) {
    let texts = names.map { strdup($0) }
    defer { texts.forEach { free($0) } }
    let reason = texts.map { UnsafePointer($0) }.withUnsafeBufferPointer { ccurl_load($0.baseAddress, $0.count) }
    if let reason { throw unavailable(String(cString: reason)) }
  }

  private static func unavailable(_ reason: String) -> Failure {
    Failure(
      .unavailable,
      [
        Diagnostic(
          id: "no-libcurl", "a command that talks to a server needs libcurl", help: "install the package libcurl4",
          notes: [Diagnostic.Note(ServerText(reason).line)])
      ])
  }

  private static func spawn(_ loop: Unmanaged<CurlLoop>) -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let started = pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Darwin)
          let argument: UnsafeMutableRawPointer? = argument
        #endif
        if let argument { Unmanaged<CurlLoop>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, loop.toOpaque())
    guard started == 0 else { return false }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }

  // MARK: - On the thread

  private func run() {
    // Signals are the main thread's business; and SIGPIPE, which a TLS library may cause, must end nobody.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)

    while true {
      let mail = inbox.take()
      waiting += mail.jobs
      mail.cancelled.forEach(cancel)
      if mail.isStopped { break }
      startWaiting()
      var running: Int32 = 0
      _ = ccurl_multi_perform(multi, &running)
      // A slot that has become free is used before the loop sleeps.
      if finishEnded(), head < waiting.count { continue }
      _ = ccurl_multi_poll(multi, 60_000)
      // Every turn asks about every socket: where there are many, what comes in a short while is one turn.
      if active.count >= Self.crowd { usleep(Self.gathering) }
    }
    close()
  }

  private func startWaiting() {
    while head < waiting.count, active.count < options.maximumInFlight {
      let job = waiting[head]
      head += 1
      guard let slot = idle.popLast() ?? CurlSlot() else {
        job.continuation.resume(returning: .failure(.invalid("libcurl has no memory left")))
        continue
      }
      if let error = slot.prepare(job, options) {
        idle.append(slot)
        job.continuation.resume(returning: .failure(error))
        continue
      }
      active[job.id] = slot
      _ = ccurl_multi_add(multi, slot.easy)
    }
    if head == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  /// Answers the transfers that have ended. Returns whether there was one.
  private func finishEnded() -> Bool {
    var result = CURLE_OK
    var found = false
    while let easy = ccurl_multi_ended(multi, &result) {
      found = true
      _ = ccurl_multi_remove(multi, easy)
      var pointer: UnsafeMutableRawPointer?
      _ = ccurl_get_data(easy, CURLINFO_PRIVATE, &pointer)
      guard let pointer else { continue }
      let slot = Unmanaged<CurlSlot>.fromOpaque(pointer).takeUnretainedValue()
      guard let job = slot.job else { continue }
      active[job.id] = nil
      job.continuation.resume(returning: slot.outcome(of: result, options))
      slot.clear()
      idle.append(slot)
    }
    return found
  }

  private func cancel(_ id: UInt64) {
    if let slot = active.removeValue(forKey: id) {
      _ = ccurl_multi_remove(multi, slot.easy)
      slot.job?.continuation.resume(returning: .failure(.cancelled))
      slot.clear()
      idle.append(slot)
    } else if let index = waiting[head...].firstIndex(where: { $0.id == id }) {
      waiting.remove(at: index).continuation.resume(returning: .failure(.cancelled))
    }
  }

  private func close() {
    for slot in active.values {
      _ = ccurl_multi_remove(multi, slot.easy)
      slot.job?.continuation.resume(returning: .failure(.cancelled))
      slot.clear()
    }
    waiting[head...].forEach { $0.continuation.resume(returning: .failure(.cancelled)) }
    active = [:]
    idle = []
    ccurl_multi_cleanup(multi)
  }
}

/// An easy handle, used for one transfer after the other, and what has come of the present one.
private final class CurlSlot {
  let easy: UnsafeMutableRawPointer
  private(set) var job: CurlLoop.Job?
  private var headers: UnsafeMutablePointer<curl_slist>?
  /// Where libcurl says what went wrong, in more words than the code has.
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var head: [UInt8] = []
  private var body: [UInt8] = []
  private var limit = 0
  private var isTooLarge = false

  /// Bytes of the longest head that is taken.
  private static let maximumHead = 64 << 10

  init?() {
    guard let easy = ccurl_easy_init() else { return nil }
    self.easy = easy
  }

  deinit {
    ccurl_easy_cleanup(easy)
    ccurl_list_free(headers)
    errorText.deallocate()
  }

  func clear() {
    job = nil
    ccurl_list_free(headers)
    headers = nil
    (head, body) = ([], [])
    isTooLarge = false
  }

  /// Sets the transfer up; an error if libcurl refuses what was asked.
  func prepare(_ job: CurlLoop.Job, _ options: CurlTransport.Options) -> TransportError? {
    clear()
    ccurl_easy_reset(easy)
    let request = job.request
    // libcurl has the same code for a protocol that it may not speak and for a server that does not speak HTTP.
    guard request.url.hasPrefix("http://") || request.url.hasPrefix("https://") else {
      return .invalid("its URL begins with neither http:// nor https://")
    }
    let target: [CURLcode] = [
      ccurl_restrict_to_http(easy),
      ccurl_set_text(easy, CURLOPT_URL, request.url),
      // What was signed is what is sent: no `..` is worked out.
      ccurl_set_long(easy, CURLOPT_PATH_AS_IS, 1),
      ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue),
      ccurl_set_text(easy, CURLOPT_PROXY, options.proxies.proxy(for: request)),
      ccurl_set_text(easy, CURLOPT_NOPROXY, options.proxies.exceptions),
      ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
      ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1),
      ccurl_set_long(easy, CURLOPT_PIPEWAIT, 1),
      ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds),
      ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, options.totalTimeout.wholeMilliseconds),
      ccurl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1),
      ccurl_set_long(easy, CURLOPT_LOW_SPEED_TIME, options.idleTimeout.wholeMilliseconds / 1000),
    ]
    // Verification is libcurl's default; the authorities are the system's unless others are named.
    let trust = options.authorities.map { ccurl_set_text(easy, CURLOPT_CAINFO, $0) } ?? CURLE_OK
    guard let failed = (target + [trust, setBody(request), setReceivers()]).first(where: { $0 != CURLE_OK }) else {
      (self.job, limit) = (job, options.maximumAnswer)
      return nil
    }
    return .invalid(String(cString: ccurl_easy_message(failed)))
  }

  private func setBody(_ request: HTTPRequest) -> CURLcode {
    for header in request.headers { headers = ccurl_list_append(headers, "\(header.name): \(header.value)") }
    if let body = request.body {
      // Without this, libcurl asks before it sends a large body, and waits a second for servers that do not answer.
      headers = ccurl_list_append(headers, "Expect:")
      _ = ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      let copied = body.withUnsafeBytes {
        ccurl_set_data(easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
      }
      guard copied == CURLE_OK else { return copied }
    }
    return ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers)
  }

  private func setReceivers() -> CURLcode {
    let me = Unmanaged.passUnretained(self).toOpaque()
    errorText.pointee = 0
    let codes = [
      ccurl_set_data(easy, CURLOPT_PRIVATE, me),
      ccurl_set_data(easy, CURLOPT_ERRORBUFFER, errorText),
      ccurl_set_data(easy, CURLOPT_HEADERDATA, me),
      ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { CurlSlot.of($3)?.receiveHead($0, $1 * $2) ?? 0 },
      ccurl_set_data(easy, CURLOPT_WRITEDATA, me),
      ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { CurlSlot.of($3)?.receiveBody($0, $1 * $2) ?? 0 },
    ]
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlSlot? {
    context.map { Unmanaged<CurlSlot>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Called with one line at a time. A count other than the one given ends the transfer.
  private func receiveHead(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    // Another status line begins another head: the one before was that of an interim answer.
    if line.starts(with: "HTTP/".utf8) { head.removeAll(keepingCapacity: true) }
    guard head.count + count <= Self.maximumHead else {
      isTooLarge = true
      return 0
    }
    head += line
    return count
  }

  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard body.count + count <= limit else {
      isTooLarge = true
      return 0
    }
    body += UnsafeRawBufferPointer(start: bytes, count: count)
    return count
  }

  func outcome(of code: CURLcode, _ options: CurlTransport.Options) -> Result<HTTPResponse, TransportError> {
    // libcurl takes a head that breaks off for a whole one.
    if code == CURLE_OK, head.suffix(3).elementsEqual("\n\r\n".utf8) || head.suffix(2).elementsEqual("\n\n".utf8) {
      var status = 0
      _ = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
      return .success(HTTPResponse(status: status, head: head, body: body))
    }
    if isTooLarge { return .failure(.tooLarge(limit: options.maximumAnswer)) }
    guard code != CURLE_OK else { return .failure(.interrupted("the head of the answer is not whole")) }
    let text = String(cString: errorText.pointee != 0 ? UnsafePointer(errorText) : ccurl_easy_message(code))
    let reason = ServerText(text).line
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR:
      return .failure(.unreachable(reason))
    case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut(reason))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE:
      return .failure(.untrusted(reason))
    case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_OUT_OF_MEMORY:
      return .failure(.invalid(reason))
    default: return .failure(.interrupted(reason))
    }
  }
}

extension Duration {
  /// Cut to what an Int holds; a duration that is longer than libcurl's clock is no limit.
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow || product > Int64(Int32.max) ? 0 : Int(product + attoseconds / 1_000_000_000_000_000)
  }
}
