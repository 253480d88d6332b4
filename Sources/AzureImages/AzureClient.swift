internal import Diagnostics
internal import Document
internal import TaskclusterClient

/// Images of one subscription, over Azure's REST API, with a token that lasts longer than any command that uses it.
package struct AzureClient: Sendable {
  private let caller: AzureCaller
  private let endpoints: AzureEndpoints
  private let principal: ServicePrincipal
  private let token: Secret<String>
  private let redaction: Redaction

  /// Version of Microsoft.Compute/images. Source: Azure's REST reference, Images - Get.
  private static let computeVersion = "2022-08-01"
  /// Version of Microsoft.Resources/tags. Source: Azure's REST reference, Tags - Update At Scope.
  private static let tagsVersion = "2021-04-01"

  /// Gets a token by the OAuth2 client credentials flow. Source: RFC 6749, 4.4, and Microsoft's identity platform v2.0.
  package static func signIn(
    _ principal: ServicePrincipal, endpoints: AzureEndpoints, caller: AzureCaller
  ) async throws(AzureError) -> AzureClient {
    let fields = [
      ("grant_type", "client_credentials"), ("client_id", principal.clientID.reveal()),
      ("client_secret", principal.clientSecret.reveal()), ("scope", endpoints.audience + "/.default"),
    ]
    let form = fields.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
    let request = HTTPRequest(
      .post, "\(endpoints.login)/\(PercentEncoding.encoded(principal.tenantID.reveal()))/oauth2/v2.0/token",
      headers: [HTTPRequest.Header("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8),
      isDirect: endpoints.login.isLocal)
    do throws(AzureError) {
      let answer = try await caller.object(request, redaction: principal.redaction) {
        $0["access_token"]?.string.map(isToken) ?? false
      }
      return AzureClient(caller, endpoints, principal, token: answer["access_token"]?.string ?? "")
    } catch .refused(let fault) {
      throw .notSignedIn(fault)
    } catch .missing(let fault) {
      throw .notSignedIn(fault)
    }
  }

  private init(_ caller: AzureCaller, _ endpoints: AzureEndpoints, _ principal: ServicePrincipal, token: String) {
    self.caller = caller
    self.endpoints = endpoints
    self.principal = principal
    self.token = Secret(token)
    redaction = principal.redaction.adding([token])
  }

  /// What may stand in a header.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// The image; nil if there is none of that name, or no such resource group.
  package func image(_ reference: ImageReference) async throws(AzureError) -> ManagedImage? {
    let call = request(.get, path(reference), version: Self.computeVersion)
    do throws(AzureError) {
      let object = try await caller.object(call, redaction: redaction) { $0["name"]?.string != nil }
      return ManagedImage(reference, object)
    } catch .missing(let fault) where ["ResourceNotFound", "ResourceGroupNotFound"].contains(fault.code) {
      return nil
    }
  }

  /// Adds tags to an image, and keeps those that it has.
  ///
  /// - Returns: all of its tags as Azure then says them.
  package func merge(_ tags: [String: String], into reference: ImageReference) async throws(AzureError) -> ImageTags {
    let object = JSONObject(tags.map { JSONObject.Member(key: $0.key, value: .string($0.value)) })
    let body: JSON = ["operation": "Merge", "properties": ["tags": .object(object)]]
    var call = request(
      .patch, path(reference) + "/providers/Microsoft.Resources/tags/default", version: Self.tagsVersion)
    call.headers.append(HTTPRequest.Header("Content-Type", "application/json"))
    call.body = body.bytes()
    // An answer without our tags says that they were not set.
    let answer = try await caller.object(call, redaction: redaction) { answer in
      let all = ImageTags(answer["properties"]?["tags"]?.object ?? [:])
      return tags.allSatisfy { all[$0.key] == $0.value }
    }
    return ImageTags(answer["properties"]?["tags"]?.object ?? [:])
  }

  private func path(_ reference: ImageReference) -> String {
    "/subscriptions/\(PercentEncoding.encoded(principal.subscriptionID.reveal()))\(reference.idInSubscription)"
  }

  private func request(_ method: HTTPRequest.Method, _ path: String, version: String) -> HTTPRequest {
    HTTPRequest(
      method, "\(endpoints.management)\(path)?api-version=\(version)",
      headers: [
        HTTPRequest.Header("Authorization", "Bearer \(token.reveal())"), HTTPRequest.Header("User-Agent", "decision"),
      ], isDirect: endpoints.management.isLocal)
  }
}
