internal import Document

/// Something that goes wrong on the way to or from the queue. The raw value is its name in a fault plan.
package enum Fault: String, Sendable, CaseIterable {
  // Instead of the call: nothing is done.
  case tooManyRequests = "429"
  /// 429, with a time after which to try again.
  case tooManyRequestsRetryAfter = "retry-after"
  case serverError = "500"
  /// A load balancer's page, in HTML.
  case badGateway = "502"
  case unavailable = "503"
  case authenticationFailed = "401"
  case insufficientScopes = "403"
  /// A reset connection, without an answer.
  case reset = "reset"
  /// Nothing is done, and no answer comes.
  case lost = "lost"

  // After the call: it is done, and the client does not learn of it.
  case resetInBody = "reset-body"
  /// The connection ends in the middle of the body.
  case cut = "cut"
  /// 200, with something that is not JSON.
  case notJSON = "not-json"
  /// No answer comes.
  case stall = "stall"
  /// The worker's proxy fails to read what the queue said, and says so in plain text.
  case proxy = "proxy"
  /// 500, though the call was done.
  case lateServerError = "500-late"

  // The answer is good, but it takes its time.
  case slow = "slow"

  /// Whether the call is done all the same.
  package var commits: Bool {
    switch self {
    case .tooManyRequests, .tooManyRequestsRetryAfter, .serverError, .badGateway, .unavailable, .authenticationFailed,
      .insufficientScopes, .reset, .lost:
      false
    case .resetInBody, .cut, .notJSON, .stall, .proxy, .lateServerError, .slow: true
    }
  }

  /// How the bytes of the answer go out.
  enum Delivery: Sendable, Equatable {
    case whole
    /// Nothing, and the connection is reset.
    case reset
    /// Half of the body, then a reset.
    case resetHalfWay
    /// Half of the body, then the end of the connection.
    case cutHalfWay
    /// Nothing, for ever.
    case never
    /// A few bytes at a time.
    case slowly
  }

  var delivery: Delivery {
    switch self {
    case .reset: .reset
    case .resetInBody: .resetHalfWay
    case .cut: .cutHalfWay
    case .lost, .stall: .never
    case .slow: .slowly
    default: .whole
    }
  }

  /// What is sent instead of the call's own answer; nil if that one is sent.
  func replacement(
    for call: Call?, _ payload: @autoclosure () -> JSON, incident: String, now: Timestamp
  ) -> APIReply? {
    switch self {
    case .tooManyRequests: return Self.page(429, "Too Many Requests")
    case .tooManyRequestsRetryAfter: return Self.page(429, "Too Many Requests", retryAfter: 1)
    case .badGateway: return Self.page(502, "Bad Gateway")
    case .unavailable: return Self.page(503, "Service Unavailable")
    case .notJSON: return APIReply(status: 200, type: "application/json; charset=utf-8", text: "<html>hello</html>")
    case .proxy:
      return APIReply(
        status: 500, type: "text/plain; charset=utf-8", text: "Failed to read response body: unexpected EOF\n")
    case .serverError, .lateServerError: return Self.error(.internalError(incident: incident), call, payload(), now)
    case .authenticationFailed:
      return Self.error(APIError(.authenticationFailed, "Unauthorized: Bad mac"), call, payload(), now)
    case .insufficientScopes:
      let message = "Client ID local-queue does not have sufficient scopes"
      return Self.error(APIError(.insufficientScopes, message), call, payload(), now)
    case .reset, .lost, .resetInBody, .cut, .stall, .slow: return nil
    }
  }

  private static func error(_ error: APIError, _ call: Call?, _ payload: JSON, _ now: Timestamp) -> APIReply {
    QueueService.reply(to: call ?? .ping, payload, error, now)
  }

  /// As a load balancer writes it.
  private static func page(_ status: Int, _ reason: String, retryAfter: Int? = nil) -> APIReply {
    let title = "\(status) \(reason)"
    return APIReply(
      status: status, type: "text/html; charset=utf-8",
      text: "<html>\r\n<head><title>\(title)</title></head>\r\n<body>\r\n<center><h1>\(title)</h1></center>\r\n"
        + "</body>\r\n</html>\r\n",
      headers: retryAfter.map { [("Retry-After", String($0))] } ?? [])
  }
}
