package import Diagnostics
package import Document
internal import TaskDefinitions

/// Who we are to the server.
package enum Credentials: Sendable {
  /// Nobody: what anybody may do.
  case anonymous
  /// The task that we run in: its proxy signs what we send.
  case proxy
  /// Whoever has the access token; each request is signed with it.
  case hawk(HawkCredentials)

  /// What must never be printed.
  package var redaction: Redaction {
    guard case .hawk(let credentials) = self else { return .none }
    return credentials.redaction
  }

  /// Why the server will not accept these, by its own clock; nil if it may.
  package func flaw(at now: Timestamp) -> HawkCredentials.Flaw? {
    guard case .hawk(let credentials) = self else { return nil }
    return credentials.flaw(at: now)
  }
}

/// A client's id and access token, and for temporary ones their certificate.
package struct HawkCredentials: Sendable {
  package let clientID: String
  package let certificate: Certificate?
  let accessToken: Secret<String>
  /// Base 64 of what the `ext` field says; nil if there is nothing to say.
  let ext: Secret<String>?
  let redaction: Redaction

  /// - Parameter authorizedScopes: what a request may use of the scopes that these credentials have; nil is all.
  package init(
    clientID: String, accessToken: String, certificate: Certificate? = nil, authorizedScopes: [String]? = nil
  ) {
    self.clientID = clientID
    self.certificate = certificate
    self.accessToken = Secret(accessToken)
    var fields = JSONObject()
    if let certificate { fields["certificate"] = certificate.json.reveal() }
    if let authorizedScopes { fields["authorizedScopes"] = JSON(authorizedScopes) }
    let ext = fields.isEmpty ? nil : Base64.encoded(JSON.object(fields).bytes())
    self.ext = ext.map { Secret($0) }
    redaction = Redaction([], random: [accessToken] + (certificate?.secrets ?? []) + [ext].compactMap { $0 })
  }

  /// Why the server will not accept these, by its own clock; nil if it may.
  package func flaw(at now: Timestamp) -> Flaw? {
    guard let certificate else { return nil }
    if certificate.expiry <= now { return .expired(certificate.expiry) }
    return certificate.start > now ? .early(certificate.start) : nil
  }

  /// A certificate does not hold yet, or no longer.
  package enum Flaw: Sendable, Equatable {
    case expired(Timestamp)
    case early(Timestamp)

    package var diagnostic: Diagnostic {
      switch self {
      case .expired(let time):
        Diagnostic(
          id: "expired-credentials",
          "temporary credentials end with their certificate, and theirs was over at \(time.iso)",
          help: "`taskcluster signin` makes new ones")
      case .early(let time):
        Diagnostic(
          id: "early-credentials",
          "temporary credentials begin with their certificate, and theirs holds from \(time.iso)",
          help: "`taskcluster signin` makes new ones")
      }
    }
  }
}
