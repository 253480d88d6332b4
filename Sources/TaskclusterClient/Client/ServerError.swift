internal import Document

/// What a server says when it does not do what it was asked. All text is made safe to print.
package struct ServerError: Sendable, Equatable {
  package let status: Int
  /// Taskcluster's name of the error: `RequestConflict`. Nil if the answer is not Taskcluster's own.
  package let code: String?
  package let message: ServerText
  /// What to quote to the people who run the server.
  package let references: [Reference]

  package struct Reference: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// - Parameter isConfidential: an answer that is not the API's error may still hold what must not be seen.
  package init(_ response: HTTPResponse, hiding secrets: Redaction, isConfidential: Bool = false) {
    let body = try? JSON(parsing: response.body)
    let safe: (String) -> String = { ServerText($0, hiding: secrets).line }
    status = response.status
    code = body?["code"]?.string.map(safe)
    if isConfidential {
      message = .nothing
    } else if let body {
      // Below the line, the server repeats what was asked.
      let whole = body["message"]?.string ?? body["error"]?.string ?? ""
      let text = whole.utf8.firstRange(of: "\n---\n".utf8).map { String(whole[..<$0.lowerBound]) } ?? whole
      message = ServerText(text, hiding: secrets)
    } else {
      message = ServerText(bytes: response.body, hiding: secrets)
    }
    var references: [Reference] = []
    for name in ["x-for-request-id", "x-for-trace-id", "location"] {
      if let value = response.header(name) { references.append(Reference(name: name, value: safe(value))) }
    }
    if let incident = body?["incidentId"]?.string ?? body?["details"]?["incidentId"]?.string {
      references.append(Reference(name: "incidentId", value: safe(incident)))
    }
    self.references = references
  }

  /// `502`, `500 InternalServerError, x-for-request-id abc`: for a line of a log.
  var summary: String {
    let ids = references.filter { $0.name.hasPrefix("x-for-") }.map { ", \($0.name) \($0.value)" }
    return "\(status)\(code.map { " \($0)" } ?? "")\(ids.joined())"
  }
}
