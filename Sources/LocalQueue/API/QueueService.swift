package import Document
internal import TaskDefinitions

/// Answers requests: finds the call, checks what every call checks, and asks the state. A value like the state; what it is
/// given of the world is the time.
package struct QueueService: Sendable {
  package var state: QueueState
  package var authentication: Authentication
  let started: Timestamp
  /// How many requests there were: each answer carries an id that is made of it.
  private var requests: UInt64 = 0

  package init(state: QueueState, authentication: Authentication, started: Timestamp) {
    (self.state, self.authentication, self.started) = (state, authentication, started)
  }

  /// The largest body, in bytes. Source: lib-api's `inputLimit`.
  package static let bodyLimit = 10 << 20

  package mutating func answer(_ request: APIRequest, now: Timestamp) -> APIReply {
    requests += 1
    guard let call = Call(method: request.method, path: request.path) else {
      return APIReply(status: 404, json: ["error": "Not found"])
    }
    var payload: JSON = [:]
    var reply: APIReply
    do throws(APIError) {
      payload = try Self.payload(of: request, for: call, incident: incident)
      try Self.checkParameters(of: call, request.query)
      reply = try perform(call, request, payload, now)
    } catch {
      reply = Self.reply(to: call, payload, error, now)
    }
    reply.headers.append(("x-for-request-id", incident))
    return reply
  }

  /// The answer that an error makes.
  static func reply(to call: Call, _ payload: JSON, _ error: APIError, _ now: Timestamp) -> APIReply {
    let body = error.body(method: call.name, params: call.params, payload: payload, time: now)
    return APIReply(
      status: error.code.status, json: body,
      headers: error.code == .authenticationFailed ? [("www-authenticate", "hawk")] : [])
  }

  /// A UUID that counts, so that two runs say the same.
  var incident: String {
    let digits = String(requests, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  // MARK: - What every call checks

  private static func payload(
    of request: APIRequest, for call: Call, incident: String
  ) throws(APIError) -> JSON {
    if request.isTooLarge { throw .internalError(incident: incident) }
    let type = request.headers["content-type"] ?? "null"
    let isJSON = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " } == "application/json"
    if call.takesBody, !isJSON {
      throw APIError(
        .malformedPayload, "Payload must be JSON with content-type: application/json got content-type: \(type)")
    }
    guard isJSON, !request.body.isEmpty else { return [:] }
    let payload: JSON
    do throws(JSONSyntaxError) {
      payload = try JSON(parsing: request.body)
    } catch {
      // JavaScript reads half a surrogate pair; the database does not take it.
      if error.reason == .loneSurrogate { throw .internalError(incident: incident) }
      throw APIError(.malformedPayload, "Failed to parse JSON: \(error)")
    }
    guard payload.object != nil || payload.array != nil else {
      throw APIError(.malformedPayload, "Failed to parse JSON: Must be an object or array")
    }
    return payload
  }

  private static func checkParameters(of call: Call, _ query: [String: String]) throws(APIError) {
    for (name, value) in call.params where (name == "taskId" || name == "taskGroupId") && TaskID(value) == nil {
      throw APIError(
        .invalidRequestArguments,
        "Invalid URL patterns:\nURL parameter '\(name)' given as '\(value)' must match regular expression: "
          + "'/^[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]$/'")
    }
    let known = call.isPaged ? ["bewit", "continuationToken", "limit"] : ["bewit"]
    var errors = query.keys.filter { !known.contains($0) }.sorted().map {
      "Query-string parameter: \($0) is not supported!"
    }
    if let limit = query["limit"], limit.isEmpty || !limit.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      errors.append("Query-string parameter: limit=\"\(limit)\" does not match expression: /^[0-9]+$/")
    }
    if !errors.isEmpty { throw APIError(.invalidRequestArguments, errors.joined(separator: "\n")) }
  }
}
