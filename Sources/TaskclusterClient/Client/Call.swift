internal import Document

/// One method of a service with its arguments.
package struct Call: Sendable {
  package enum Service: String, Sendable {
    case queue, auth, index, secrets
  }

  /// A part of a path: a word of the API, or an argument, which is encoded.
  package enum Segment: Sendable {
    case word(String)
    case argument(String)
  }

  package let method: HTTPRequest.Method
  package let service: Service
  package let path: [Segment]
  /// JSON, serialised once: every try sends the same bytes.
  package let body: [UInt8]?

  package init(
    _ method: HTTPRequest.Method, _ service: Service, _ path: [Segment], body: [UInt8]? = nil
  ) {
    self.method = method
    self.service = service
    self.path = path
    self.body = body
  }

  /// The path below a server: `/api/queue/v1/task/fN1SbArXTPSVFNUvaOlinQ`.
  package var resource: String {
    var text = "/api/\(service.rawValue)/v1"
    for segment in path {
      switch segment {
      case .word(let word): text += "/\(word)"
      case .argument(let argument): text += "/\(PercentEncoding.encoded(argument))"
      }
    }
    return text
  }
}
