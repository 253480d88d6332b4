internal import Diagnostics
internal import Document
package import TaskclusterClient

/// What one of Azure's servers says when it does not do what it was asked. All text is made safe to print.
package struct AzureFault: Sendable, Equatable {
  package let status: Int
  /// `ResourceNotFound`, or `invalid_client` of the login server. Nil if the answer is not Azure's own.
  package let code: String?
  package let message: ServerText
  /// What to quote to the people who run the server.
  package let requestID: String?

  /// Bytes of an answer that are looked at when it is not JSON.
  private static let longestText = 16 << 10

  /// Reads both shapes: `{"error": {"code": …, "message": …}}`, and `{"error": …, "error_description": …}` of OAuth2
  /// (RFC 6749, 5.2).
  package init(_ response: HTTPResponse, redaction: Redaction) {
    let safe: (String) -> String = { ServerText($0, hiding: redaction).line }
    status = response.status
    let error = (try? JSON(parsing: response.body))?["error"]
    code = (error?["code"]?.string ?? error?.string).map(safe)
    let text =
      error.map { $0["message"]?.string ?? Self.description(in: response.body) ?? "" }
      ?? String(decoding: response.body.prefix(Self.longestText), as: UTF8.self)
    message = ServerText(text, hiding: redaction)
    requestID = (response.header("x-ms-correlation-request-id") ?? response.header("x-ms-request-id")).map(safe)
  }

  private static func description(in body: [UInt8]) -> String? {
    (try? JSON(parsing: body))?["error_description"]?.string
  }

  var notes: [Diagnostic.Note] {
    let said = message.line.isEmpty ? [] : [Diagnostic.Note("the server says: \(message.line)")]
    return said + (requestID.map { [Diagnostic.Note("request: \($0)")] } ?? [])
  }

  /// `429 TooManyRequests`
  var summary: String { "\(status)\(code.map { " \($0)" } ?? "")" }
}
