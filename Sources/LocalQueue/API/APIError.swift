internal import Document

/// An error that the API answers with.
package struct APIError: Error, Sendable, Equatable {
  /// Source: lib-api's table of error codes.
  package enum Code: String, Sendable {
    case malformedPayload = "MalformedPayload"
    case invalidRequestArguments = "InvalidRequestArguments"
    case inputValidationError = "InputValidationError"
    case inputError = "InputError"
    case authenticationFailed = "AuthenticationFailed"
    case insufficientScopes = "InsufficientScopes"
    case resourceNotFound = "ResourceNotFound"
    case requestConflict = "RequestConflict"
    case resourceExpired = "ResourceExpired"
    case internalServerError = "InternalServerError"

    package var status: Int {
      switch self {
      case .malformedPayload, .invalidRequestArguments, .inputValidationError, .inputError: 400
      case .authenticationFailed: 401
      case .insufficientScopes: 403
      case .resourceNotFound: 404
      case .requestConflict: 409
      case .resourceExpired: 410
      case .internalServerError: 500
      }
    }
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The body: the message with what was asked below it, as lib-api writes it.
  func body(method: String, params: [String: String], payload: JSON, time: Timestamp) -> JSON {
    let lines = [
      message + "\n\n---\n", "* method:     \(method)", "* errorCode:  \(code.rawValue)",
      "* statusCode: \(code.status)", "* time:       \(time.iso)",
    ]
    return [
      "code": .string(code.rawValue),
      "message": .string(lines.joined(separator: "\n")),
      "requestInfo": [
        "method": .string(method),
        "params": .object(JSONObject(params.map { JSONObject.Member(key: $0.key, value: .string($0.value)) })),
        "payload": payload,
        "time": .string(time.iso),
      ],
    ]
  }
}

extension APIError {
  /// What the queue cannot make sense of itself.
  static func internalError(incident: String) -> APIError {
    APIError(.internalServerError, "Internal Server Error, incidentId \(incident).")
  }

  static func noTask(_ id: String, hint: String) -> APIError {
    APIError(.resourceNotFound, "`\(id)` does not correspond to a task that exists.\n\(hint)")
  }

  static func noGroup(_ id: String) -> APIError {
    APIError(.resourceNotFound, "No task-group with taskGroupId: `\(id)`")
  }
}
