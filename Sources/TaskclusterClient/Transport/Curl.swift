internal import CCurl
internal import Diagnostics
internal import Glibc

/// libcurl's multi interface: many transfers on the thread of whoever calls. The only file that knows libcurl.
final class CurlMulti {
  private let multi: UnsafeMutableRawPointer
  private let bell: Bell
  private var sockets = SocketSet()
  /// When libcurl wants to be called whatever the sockets say, in milliseconds of `now`.
  private var due: Int?

  /// Opens the first library of these that is there. Returns why there is none.
  static func load(_ names: [String]) -> String? {
    let texts = names.map { strdup($0) }
    defer { texts.forEach { free($0) } }
    let reason = texts.map { UnsafePointer($0) }.withUnsafeBufferPointer { ccurl_load($0.baseAddress, $0.count) }
    return reason.map { String(cString: $0) }
  }

  /// - Parameters:
  ///   - connections: how many may be open at once.
  ///   - bell: what ends a wait besides the sockets.
  init?(connections: Int, bell: Bell) {
    guard let multi = ccurl_multi_init() else { return nil }
    self.multi = multi
    self.bell = bell
    sockets.watch(bell.socket, for: POLLIN)
    let me = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
    _ = ccurl_multi_set_watcher(
      multi,
      { _, socket, what, context, _ in
        CurlMulti.of(context)?.watch(socket, what)
        return 0
      }, me)
    _ = ccurl_multi_set_timer(
      multi,
      { _, milliseconds, context in
        CurlMulti.of(context)?.due = milliseconds < 0 ? nil : CurlMulti.now + milliseconds
        return 0
      }, me)
  }

  deinit {
    // Connections that are kept are closed now, of which nobody needs to be told.
    _ = ccurl_multi_set_watcher(multi, nil, nil)
    _ = ccurl_multi_set_timer(multi, nil, nil)
    ccurl_multi_cleanup(multi)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlMulti? {
    context.map { Unmanaged<CurlMulti>.fromOpaque($0).takeUnretainedValue() }
  }

  private func watch(_ socket: Int32, _ what: Int32) {
    switch what {
    case CURL_POLL_IN: sockets.watch(socket, for: POLLIN)
    case CURL_POLL_OUT: sockets.watch(socket, for: POLLOUT)
    case CURL_POLL_INOUT: sockets.watch(socket, for: POLLIN | POLLOUT)
    default: sockets.forget(socket)
    }
  }

  /// - Returns: whether it is worked on; if not, it will never end.
  func add(_ easy: CurlEasy) -> Bool { ccurl_multi_add(multi, easy.handle) == CURLM_OK }
  func remove(_ easy: CurlEasy) { _ = ccurl_multi_remove(multi, easy.handle) }

  /// Does what is due.
  func workOnTime() {
    guard let due, due <= Self.now else { return }
    self.due = nil
    _ = ccurl_multi_act_on_time(multi)
  }

  /// Waits until a socket is ready or something is due, if it may rest, and does what the sockets are ready for.
  func workOnSockets(mayRest: Bool) {
    let now = Self.now
    for ready in sockets.wait(mayRest ? due.map { $0 - now } : 0) {
      if ready.fd == bell.socket {
        bell.silence()
        continue
      }
      var events: Int32 = 0
      let found = Int32(ready.revents)
      if found & (POLLIN | POLLHUP) != 0 { events |= CURL_CSELECT_IN }
      if found & POLLOUT != 0 { events |= CURL_CSELECT_OUT }
      if found & (POLLERR | POLLNVAL) != 0 { events |= CURL_CSELECT_ERR }
      _ = ccurl_multi_act(multi, ready.fd, events)
    }
  }

  /// A transfer that has ended, and how. It is no longer among those that are worked on.
  func nextEnded() -> (CurlEasy, Result<HTTPResponse, TransportError>)? {
    var result = CURLE_OK
    guard let handle = ccurl_multi_ended(multi, &result) else { return nil }
    _ = ccurl_multi_remove(multi, handle)
    var pointer: UnsafeMutableRawPointer?
    _ = ccurl_get_data(handle, CURLINFO_PRIVATE, &pointer)
    guard let easy = CurlEasy.of(pointer) else { return nil }
    return (easy, easy.outcome(of: result))
  }

  /// Milliseconds of a clock that nobody sets.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}

/// One of libcurl's handles, used for one transfer after the other, and what has come of the present one.
final class CurlEasy {
  fileprivate let handle: UnsafeMutableRawPointer
  /// Of the present transfer.
  private(set) var id: UInt64 = 0
  private let options: CurlTransport.Options
  private var headers: UnsafeMutablePointer<curl_slist>?
  /// Where libcurl says what went wrong, in more words than the code has.
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var head: [UInt8] = []
  /// What the head of a final answer ends with has come: what else is a header is one behind the body.
  private var isHeadWhole = false
  /// Bytes of the headers behind the body, which nobody reads.
  private var trailerCount = 0
  private var body: [UInt8] = []
  /// The limit that the answer has broken, in bytes.
  private var brokenLimit: Int?

  /// Bytes of the longest head that is taken.
  private static let maximumHead = 64 << 10

  /// Nil if there is no memory left, or libcurl refuses one of the options.
  init?(_ options: CurlTransport.Options) {
    guard let handle = ccurl_easy_init() else { return nil }
    self.handle = handle
    self.options = options
    guard setOptions() == CURLE_OK, setReceivers() == CURLE_OK else { return nil }
  }

  deinit {
    ccurl_easy_cleanup(handle)
    ccurl_list_free(headers)
    errorText.deallocate()
  }

  fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> CurlEasy? {
    context.map { Unmanaged<CurlEasy>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: - Options

  /// What holds for every transfer.
  private func setOptions() -> CURLcode {
    let codes: [CURLcode] = [
      ccurl_restrict_to_http(handle),
      // What was signed is what is sent: no `..` is worked out.
      ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1),
      ccurl_set_text(handle, CURLOPT_NOPROXY, options.proxies.exceptions),
      ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
      ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
      // Where a server speaks HTTP/2, all requests share one connection.
      ccurl_set_long(handle, CURLOPT_PIPEWAIT, 1),
      ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds),
      ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, options.totalTimeout.wholeMilliseconds),
      ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1),
      ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, options.idleTimeout.wholeMilliseconds / 1000),
      // Verification is libcurl's default; the authorities are the system's unless others are named.
      options.authorities.map { ccurl_set_text(handle, CURLOPT_CAINFO, $0) } ?? CURLE_OK,
    ]
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  private func setReceivers() -> CURLcode {
    let me = Unmanaged.passUnretained(self).toOpaque()
    let codes = [
      ccurl_set_data(handle, CURLOPT_PRIVATE, me),
      ccurl_set_data(handle, CURLOPT_ERRORBUFFER, errorText),
      ccurl_set_data(handle, CURLOPT_HEADERDATA, me),
      ccurl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { CurlEasy.of($3)?.receiveHead($0, $1 * $2) ?? 0 },
      ccurl_set_data(handle, CURLOPT_WRITEDATA, me),
      ccurl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { CurlEasy.of($3)?.receiveBody($0, $1 * $2) ?? 0 },
    ]
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  /// Sets the next transfer up; an error if libcurl refuses what was asked.
  func prepare(_ request: HTTPRequest, id: UInt64) -> TransportError? {
    self.id = id
    (head, body, brokenLimit) = ([], [], nil)
    (isHeadWhole, trailerCount) = (false, 0)
    errorText.pointee = 0
    // libcurl has the same code for a protocol that it may not speak and for a server that does not speak HTTP.
    guard request.url.hasPrefix("http://") || request.url.hasPrefix("https://") else {
      return .invalid("its URL begins with neither http:// nor https://")
    }
    if let mistake = options.proxies.mistake(for: request) { return .invalid(mistake.message) }
    let codes = [
      ccurl_set_text(handle, CURLOPT_URL, request.url),
      ccurl_set_text(handle, CURLOPT_PROXY, options.proxies.proxy(for: request)),
      setBody(request.body),
      ccurl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue),
      setHeaders(request),
    ]
    return codes.first { $0 != CURLE_OK }.map { .invalid(String(cString: ccurl_easy_message($0))) }
  }

  private func setBody(_ body: [UInt8]?) -> CURLcode {
    // The body of the transfer before goes with this.
    guard let body else { return ccurl_set_long(handle, CURLOPT_HTTPGET, 1) }
    let sized = ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    guard sized == CURLE_OK else { return sized }
    return body.withUnsafeBytes {
      ccurl_set_data(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
    }
  }

  private func setHeaders(_ request: HTTPRequest) -> CURLcode {
    ccurl_list_free(headers)
    headers = nil
    for header in request.headers { headers = ccurl_list_append(headers, "\(header.name): \(header.value)") }
    // Without this, libcurl asks before it sends a large body, and waits a second for servers that do not answer.
    if request.body != nil { headers = ccurl_list_append(headers, "Expect:") }
    return ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers)
  }

  // MARK: - What comes

  /// Called with one line at a time. A count other than the one given ends the transfer.
  private func receiveHead(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    // Another status line begins another head: the one before was that of an interim answer.
    if line.starts(with: "HTTP/".utf8), !isHeadWhole || isInterim {
      head.removeAll(keepingCapacity: true)
      isHeadWhole = false
    }
    guard head.count + trailerCount + count <= Self.maximumHead else {
      brokenLimit = Self.maximumHead
      return 0
    }
    if isHeadWhole {
      trailerCount += count
    } else {
      head += line
      isHeadWhole = line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8)
    }
    return count
  }

  /// `HTTP/1.1 100 Continue`
  private var isInterim: Bool { head.drop { $0 != UInt8(ascii: " ") }.dropFirst().first == UInt8(ascii: "1") }

  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard body.count + count <= options.maximumAnswer else {
      brokenLimit = options.maximumAnswer
      return 0
    }
    body += UnsafeRawBufferPointer(start: bytes, count: count)
    return count
  }

  /// What has come of the transfer, whose bytes are given away with it.
  fileprivate func outcome(of code: CURLcode) -> Result<HTTPResponse, TransportError> {
    defer { (head, body) = ([], []) }
    // libcurl takes a head that breaks off for a whole one.
    if code == CURLE_OK, isHeadWhole {
      var status = 0
      _ = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
      return .success(HTTPResponse(status: status, head: head, body: body))
    }
    if let brokenLimit { return .failure(.tooLarge(limit: brokenLimit)) }
    guard code != CURLE_OK else { return .failure(.interrupted("the head of the answer is not whole")) }
    let text = String(cString: errorText.pointee != 0 ? UnsafePointer(errorText) : ccurl_easy_message(code))
    let reason = ServerText(text, hiding: options.proxies.redaction).line
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR:
      return .failure(.unreachable(reason))
    case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut(reason))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE:
      return .failure(.untrusted(reason))
    // libcurl's word for a line that is longer than its own limit, too.
    case CURLE_OUT_OF_MEMORY where hasBegun: return .failure(.tooLarge(limit: Self.maximumHead))
    case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_OUT_OF_MEMORY:
      return .failure(.invalid(reason))
    default: return .failure(.interrupted(reason))
    }
  }
}

extension CurlEasy {
  /// Whether an answer has begun to come.
  private var hasBegun: Bool {
    var microseconds = 0
    _ = ccurl_get_long(handle, CURLINFO_STARTTRANSFER_TIME_T, &microseconds)
    return microseconds > 0
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
