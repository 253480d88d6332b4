internal import Document
package import TaskDefinitions

/// How the queue tells who calls.
package enum Authentication: Sendable {
  /// Everybody is the same caller with these scopes, as behind a task's proxy; a Hawk header is not looked into.
  case open(scopes: ScopeSet)
  /// Calls are signed with one of these.
  case hawk([Credentials])

  /// A client that the deployment knows.
  package struct Credentials: Sendable {
    package let clientID: String
    package let accessToken: String
    package let scopes: ScopeSet

    package init(clientID: String, accessToken: String, scopes: ScopeSet) {
      (self.clientID, self.accessToken, self.scopes) = (clientID, accessToken, scopes)
    }
  }

  /// The longest `Authorization` header that is taken, in characters.
  package static let headerLimit = 4_096

  func caller(of request: APIRequest, now: Timestamp) -> Caller {
    let header = request.headers["authorization"]
    if let header, header.utf8.count > Self.headerLimit { return .unknown("Bad Request: Header length too long") }
    switch self {
    case .open(let scopes): return Caller(clientID: "local-queue", scopes: scopes)
    case .hawk(let credentials):
      guard let header else { return Caller(clientID: "auth-failed:no-auth", scopes: ScopeSet([])) }
      return HawkCheck(request, header: header, now: now).caller(among: credentials)
    }
  }
}
