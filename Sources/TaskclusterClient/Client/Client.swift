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
    _ call: Call, _ patience: Patience, where isExpected: (JSONObject) -> Bool
  ) async throws(CallError) -> JSONObject {
    var retries = Retries(policy, pacing, patience)
    var mayCorrectClock = true
    while true {
      let setback: Setback
      let signedAt = clock.now
      switch try await attempt(call) {
      case .failure(.cancelled): throw .stopped
      case .failure(let error) where !error.isTransient: throw .noAnswer(error, tries: retries.all)
      case .failure(let error): setback = .silent(error)
      case .success(let response):
        clock.observe(response)
        switch read(response, call, isExpected) {
        case .done(let object): return object
        case .failed(let error): throw error
        case .setback(let found): setback = found
        case .unauthenticated(let error):
          if let flaw = access.credentials.flaw(at: clock.now) { throw .flawedCredentials(flaw) }
          // A clock that is off makes every signature stale; the refusal brings the right time with it.
          guard mayCorrectClock, abs(clock.now.milliseconds - signedAt.milliseconds) > ServerClock.tolerance
          else { throw .refused(error) }
          mayCorrectClock = false
          continue
        }
      }
      do throws(Retries.End) {
        try await retries.wait(after: setback.reason, atLeast: setback.asked, isBroken: setback.isBroken)
      } catch {
        throw setback.error(after: retries, error)
      }
    }
  }

  /// Nil in place of the API's word for what is not there. Any other 404 is one of a server that has no such method.
  func objectIfFound(
    _ call: Call, _ patience: Patience, where isExpected: (JSONObject) -> Bool
  ) async throws(CallError) -> JSONObject? {
    do throws(CallError) {
      return try await object(call, patience, where: isExpected)
    } catch .refused(let error) where error.status == 404 && error.code == "ResourceNotFound" {
      return nil
    }
  }

  // MARK: - One try

  private enum Reading {
    case done(JSONObject)
    case failed(CallError)
    case setback(Setback)
    case unauthenticated(ServerError)
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

  private func read(_ response: HTTPResponse, _ call: Call, _ isExpected: (JSONObject) -> Bool) -> Reading {
    if (200..<300).contains(response.status) {
      if let object = (try? JSON(parsing: response.body))?.object, isExpected(object) { return .done(object) }
      // Half of a secret is no object, and still one that must not be seen.
      return .setback(.unreadable(error(response, isConfidential: call.service == .secrets)))
    }
    let error = error(response)
    switch response.status {
    case 401: return .unauthenticated(error)
    case 408, 429: return .setback(.busy(error, after: response.retryAfter(at: clock.now)))
    // Taskcluster's own word for a bug. Anything else is a load balancer, or the proxy, between us and it.
    case 500 where error.code == "InternalServerError": return .setback(.broken(error))
    case 500...: return .setback(.busy(error, after: response.retryAfter(at: clock.now)))
    default: return .failed(.refused(error))
    }
  }

  private func error(_ response: HTTPResponse, isConfidential: Bool = false) -> ServerError {
    ServerError(response, hiding: access.credentials.redaction, isConfidential: isConfidential)
  }
}

/// What the same call, sent again, may overcome.
private enum Setback {
  case silent(TransportError)
  case busy(ServerError, after: Duration?)
  case broken(ServerError)
  case unreadable(ServerError)

  /// A few words for a line of a log.
  var reason: String {
    switch self {
    case .silent(let error): error.description
    case .busy(let error, _), .broken(let error): error.summary
    case .unreadable(let error): "\(error.summary) that is not what the API says"
    }
  }

  var asked: Duration? { if case .busy(_, let after) = self { after } else { nil } }

  var isBroken: Bool {
    switch self {
    case .broken, .unreadable: true
    case .silent, .busy: false
    }
  }

  /// What the last of all tries leaves to be said. That the server is broken is only true of what has stayed.
  func error(after retries: Retries, _ end: Retries.End) -> CallError {
    switch (end, self) {
    case (.stopped, _): .stopped
    case (_, .silent(let error)): .noAnswer(error, tries: retries.all)
    case (.broken, .broken(let error)): .broken(error, tries: retries.broken)
    case (.broken, .unreadable(let error)): .unreadable(error, tries: retries.broken)
    case (_, .busy(let error, _)), (_, .broken(let error)), (_, .unreadable(let error)):
      .busy(error, tries: retries.all)
    }
  }
}
