package import Diagnostics
package import TaskclusterClient

/// The two servers that images are tagged with: the one that gives tokens, and the one that has the images.
package struct AzureEndpoints: Sendable {
  package static let cloudLogin = "https://login.microsoftonline.com"
  package static let cloudManagement = "https://management.azure.com"

  package let login: ServerURL
  package let management: ServerURL

  /// Whom a token is for: the cloud's own resource manager, which a server on this machine stands in for.
  var audience: String { management.isLocal ? Self.cloudManagement : management.description }

  /// - Throws: what is no URL of a server, with exit code 64. A secret goes to both, so that plain HTTP is for this
  ///   machine only.
  package init(login: String = cloudLogin, management: String = cloudManagement) throws(Failure) {
    var problems: [Diagnostic] = []
    func server(_ text: String, _ what: String) -> ServerURL? {
      let server = ServerURL(text).flatMap { $0.isSecure || $0.isLocal ? $0 : nil }
      if server == nil {
        problems.append(
          Diagnostic(
            id: "bad-endpoint", "\(what) endpoint must be `https://` and a host; `http://` is for this machine only"))
      }
      return server
    }
    let servers = (server(login, "the login"), server(management, "the Azure"))
    guard case (let login?, let management?) = servers else { throw Failure(.usage, problems) }
    self.login = login
    self.management = management
  }
}
