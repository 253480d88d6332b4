package import Diagnostics

/// Where requests go, and as whom. Read from an environment, as a task or an engineer's shell has it:
///
///     TASKCLUSTER_PROXY_URL                          in a task with the proxy: it signs
///     TASKCLUSTER_ROOT_URL                           the deployment
///     TASKCLUSTER_CLIENT_ID, _ACCESS_TOKEN           permanent credentials
///     TASKCLUSTER_CERTIFICATE                        with these: temporary ones
package struct Access: Sendable {
  package let server: ServerURL
  package let credentials: Credentials

  package init(server: ServerURL, credentials: Credentials) {
    self.server = server
    self.credentials = credentials
  }

  package init(environment: [String: String]) throws(Failure) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let text = value("TASKCLUSTER_PROXY_URL") {
      self.init(server: try Self.server(text, of: "TASKCLUSTER_PROXY_URL"), credentials: .proxy)
      return
    }
    guard let text = value("TASKCLUSTER_ROOT_URL") else { throw Self.failure(.missing("TASKCLUSTER_ROOT_URL")) }
    let server = try Self.server(text, of: "TASKCLUSTER_ROOT_URL")
    switch (value("TASKCLUSTER_CLIENT_ID"), value("TASKCLUSTER_ACCESS_TOKEN")) {
    case (nil, nil): self.init(server: server, credentials: .anonymous)
    case (nil, _?): throw Self.failure(.missing("TASKCLUSTER_CLIENT_ID"))
    case (_?, nil): throw Self.failure(.missing("TASKCLUSTER_ACCESS_TOKEN"))
    case (let id?, let token?):
      guard id.utf8.allSatisfy(Self.isQuotable) else { throw Self.failure(.notAnID) }
      var certificate: Certificate?
      if let text = value("TASKCLUSTER_CERTIFICATE") {
        certificate = Certificate(text)
        if certificate == nil { throw Self.failure(.notACertificate) }
      }
      self.init(
        server: server,
        credentials: .hawk(HawkCredentials(clientID: id, accessToken: token, certificate: certificate)))
    }
  }

  /// The server that a variable names.
  package static func server(_ text: String, of variable: String) throws(Failure) -> ServerURL {
    guard let server = ServerURL(text) else { throw failure(.notAURL(variable)) }
    return server
  }

  /// Whether no proxy of the environment is asked.
  package var isDirect: Bool {
    if case .proxy = credentials { return true }
    return server.isLocal
  }

  /// What stands between the quotes of a header's field.
  private static func isQuotable(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private enum Mistake {
    case missing(String), notAURL(String), notAnID, notACertificate
  }

  /// No value is quoted: whoever confuses the variables would see a token in the log.
  private static func failure(_ mistake: Mistake) -> Failure {
    let diagnostic =
      switch mistake {
      case .missing(let name):
        Diagnostic(
          id: "missing-variable", "the environment must have \(name)",
          help: "in a task, turn the feature taskclusterProxy on; elsewhere, `taskcluster signin` sets the variables")
      case .notAURL(let name):
        Diagnostic(
          id: "bad-root-url", "\(name) must be the root of a server, like https://tc.example.com",
          help: "leave out what comes after the host and its port")
      case .notAnID:
        Diagnostic(id: "bad-client-id", "TASKCLUSTER_CLIENT_ID must be printable ASCII without quotes")
      case .notACertificate:
        Diagnostic(
          id: "bad-certificate", "TASKCLUSTER_CERTIFICATE must be the JSON object that came with the access token",
          help: "permanent credentials have none: unset it")
      }
    return Failure(.usage, [diagnostic])
  }
}
