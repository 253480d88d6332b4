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

  package init(_ response: HTTPResponse, redaction: Redaction) {
    let body = try? JSON(parsing: response.body)
    let safe: (String) -> String = { ServerText(redaction.apply(to: $0)).line }
    status = response.status
    code = body?["code"]?.string.map(safe)
    let text: String
    if let body {
      // Below the line, the server repeats what was asked.
      let whole = body["message"]?.string ?? body["error"]?.string ?? ""
      text = whole.utf8.firstRange(of: "\n---\n".utf8).map { String(whole[..<$0.lowerBound]) } ?? whole
    } else {
      text = String(decoding: response.body, as: UTF8.self)
    }
    message = ServerText(redaction.apply(to: text))
    var references: [Reference] = []
    for name in ["x-for-request-id", "x-for-trace-id", "location"] {
      if let value = response.header(name) { references.append(Reference(name: name, value: safe(value))) }
    }
    if let incident = body?["incidentId"]?.string ?? body?["details"]?["incidentId"]?.string {
      references.append(Reference(name: "incidentId", value: safe(incident)))
    }
    self.references = references
  }
}
