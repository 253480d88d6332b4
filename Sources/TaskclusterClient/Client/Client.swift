internal import Diagnostics
internal import Document

/// Calls the services of one deployment: signs, sends, tries again, reads.
///
/// A call either returns the JSON object that the server answered, or throws when the same call would fail again, or
/// when the time for it is over. Sending again is safe for all that this client calls: what can be committed twice
/// (`createTask`) is idempotent.
package struct Client: Sendable {
  package let access: Access
  package let transport: any Transport
  package let pacing: Pacing
  package let clock: ServerClock
  package var policy: RetryPolicy

  package init(_ access: Access, transport: any Transport, pacing: Pacing, policy: RetryPolicy = .lookup) {
    self.access = access
    self.transport = transport
    self.pacing = pacing
    self.policy = policy
    clock = ServerClock(local: pacing.now)
  }

  package var queue: Queue { Queue(client: self) }
  package var auth: Auth { Auth(client: self) }
  package var index: Index { Index(client: self) }
  package var secrets: Secrets { Secrets(client: self) }

  package func with(policy: RetryPolicy) -> Client {
    var copy = self
    copy.policy = policy
    return copy
  }

  /// The object that the server answered.
  ///
  /// - Parameter isExpected: whether it is what the method answers. What is not says nothing about what was done.
  func object(
    _ call: Call, _ patience: Patience = Patience(), where isExpected: (JSONObject) -> Bool = { _ in true }
  ) async throws(CallError) -> JSONObject {
    var tries = Tries()
    var patience = patience
    patience.until = patience.until ?? pacing.uptime() + policy.total
    while true {
      let setback: Setback
      let signedAt = clock.now
      switch try await attempt(call) {
      case .failure(.cancelled): throw .stopped
      case .failure(let error): setback = .silent(error)
      case .success(let response):
        clock.observe(response)
        switch read(response, isExpected) {
        case .done(let object): return object
        case .failed(let error): throw error
        case .setback(let found): setback = found
        case .unauthenticated(let error):
          // A clock that is off makes every signature stale; the refusal brings the right time with it.
          guard tries.mayCorrectClock, abs(clock.now.milliseconds - signedAt.milliseconds) > ServerClock.tolerance
          else { throw .refused(error) }
          tries.mayCorrectClock = false
          continue
        }
      }
      try await wait(after: setback, &tries, patience)
    }
  }

  // MARK: - One try

  private enum Reading {
    case done(JSONObject)
    case failed(CallError)
    case setback(Setback)
    case unauthenticated(ServerError)
  }

  /// What the same call, sent again, may overcome.
  private enum Setback {
    case silent(TransportError)
    case busy(ServerError, after: Duration?)
    case broken(ServerError)
    case unreadable(status: Int, ServerText)
  }

  private func attempt(_ call: Call) async throws(CallError) -> Result<HTTPResponse, TransportError> {
    let request = try sign(call)
    do throws(TransportError) {
      return .success(try await transport.send(request))
    } catch {
      return .failure(error)
    }
  }

  /// Each try is signed anew: the server accepts a nonce once, and a time for some minutes.
  private func sign(_ call: Call) throws(CallError) -> HTTPRequest {
    let resource = access.server.path + call.resource
    let origin = access.server.description.dropLast(access.server.path.utf8.count)
    var request = HTTPRequest(
      call.method, origin + resource, headers: [HTTPRequest.Header("User-Agent", "decision")], body: call.body,
      isDirect: access.isDirect)
    let type = "application/json"
    if call.body != nil { request.headers.append(HTTPRequest.Header("Content-Type", type)) }
    if case .hawk(let credentials) = access.credentials {
      let header = Hawk.header(
        call.method, Hawk.Target(host: access.server.host, port: access.server.port, resource: resource),
        body: call.body.map { (type, $0) }, credentials: credentials, time: clock.now.milliseconds / 1000,
        nonce: pacing.nonce())
      guard header.utf8.count <= Hawk.headerLimit else { throw .headerTooLong(header.utf8.count) }
      request.headers.append(HTTPRequest.Header("Authorization", header))
    }
    return request
  }

  private func read(_ response: HTTPResponse, _ isExpected: (JSONObject) -> Bool) -> Reading {
    if (200..<300).contains(response.status) {
      if let object = (try? JSON(parsing: response.body))?.object, isExpected(object) { return .done(object) }
      return .setback(.unreadable(status: response.status, error(response).message))
    }
    let error = error(response)
    switch response.status {
    case 401: return .unauthenticated(error)
    case 408, 429: return .setback(.busy(error, after: retryAfter(response)))
    // Taskcluster's own word for a bug. Anything else is a load balancer, or the proxy, between us and it.
    case 500 where error.code == "InternalServerError": return .setback(.broken(error))
    case 500...: return .setback(.busy(error, after: retryAfter(response)))
    default: return .failed(.refused(error))
    }
  }

  private func error(_ response: HTTPResponse) -> ServerError {
    ServerError(response, redaction: access.credentials.redaction)
  }

  /// Seconds, or a date by the server's clock.
  private func retryAfter(_ response: HTTPResponse) -> Duration? {
    guard let text = response.header("retry-after") else { return nil }
    if let seconds = UInt32(text) { return .seconds(Int64(seconds)) }
    guard let date = Timestamp(httpDate: text) else { return nil }
    let (left, overflow) = date.milliseconds.subtractingReportingOverflow(clock.now.milliseconds)
    return overflow ? nil : .milliseconds(max(0, left))
  }

  // MARK: - Between two tries

  private struct Tries {
    var all = 1
    var broken = 0
    var mayCorrectClock = true
  }

  /// Waits for the next try, or throws if there is none.
  private func wait(after setback: Setback, _ tries: inout Tries, _ patience: Patience) async throws(CallError) {
    let end: CallError
    var asked: Duration?
    var isBroken = false
    switch setback {
    case .silent(let error):
      end = .noAnswer(error, tries: tries.all)
      guard error.isTransient else { throw end }
    case .busy(let error, let after): (end, asked) = (.busy(error, tries: tries.all), after)
    case .broken(let error): (end, isBroken) = (.broken(error, tries: tries.all), true)
    case .unreadable(let status, let text):
      (end, isBroken) = (.unreadable(status: status, text, tries: tries.all), true)
    }
    if isBroken { tries.broken += 1 }
    guard tries.all < policy.tries, tries.broken < policy.brokenTries else { throw end }
    if patience.halt?.isRaised == true { throw .stopped }
    tries.all += 1
    let delay = max(policy.delay(beforeTry: tries.all, random: pacing.random()), asked ?? .zero)
    if let until = patience.until, pacing.uptime() + delay > until { throw end }
    patience.observe?(Patience.Setback(number: tries.all - 1, delay: delay, reason: end.reason))
    await pacing.sleep(delay, orUntil: patience.halt)
    if patience.halt?.isRaised == true || Task.isCancelled { throw .stopped }
  }
}

extension CallError {
  /// A few words for a line of a log.
  fileprivate var reason: String {
    switch self {
    case .refused(let error), .broken(let error, _), .busy(let error, _):
      "\(error.status)\(error.code.map { " \($0)" } ?? "")"
    case .noAnswer(let error, _): error.description
    case .unreadable(let status, _, _): "\(status) that is not JSON"
    case .headerTooLong, .stopped: diagnostic.message
    }
  }
}
