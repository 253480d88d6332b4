package import Document
import NIOHTTP1
import Synchronization

/// Azure's login server, its images with their tags, and the secrets of a task's proxy: all on one port of loopback, with
/// the rules of the real ones, and with faults where a test asks for them.
package final class AzureStandIn: Sendable {
  /// The values of the secret. None of them may ever be seen in what a program prints.
  package struct Account: Sendable {
    package var clientID = "5c1d9a52-app-id"
    package var password = "p4ss~w+rd/With.Marks=&%"
    package var tenant = "0aab7f5e-tenant"
    package var subscription = "c3c7ee2d-subscription"
    package var trustedSubscription = "e1a4b5d2-trusted"

    package init() {}

    package var values: [String] { [clientID, password, tenant, subscription, trustedSubscription] }

    /// What the Taskcluster secret says.
    package var secret: JSON {
      [
        "relops_azure": [
          "packer": ["app_id": .string(clientID), "password": .string(password)],
          "tenant_id": .string(tenant), "subscription_id": .string(subscription),
          "trusted_subscription_id": .string(trustedSubscription),
        ]
      ]
    }
  }

  /// What goes wrong, once for each time it is listed.
  package struct Fault: Sendable {
    package enum Kind: Sendable {
      case status(Int, headers: [(String, String)] = [], body: String = "")
      case hangUp
    }
    /// The fault meets a request whose `METHOD path` contains this.
    package let target: String
    package let kind: Kind

    package init(_ target: String, _ kind: Kind) {
      self.target = target
      self.kind = kind
    }
  }

  struct State: Sendable {
    /// Names of secrets and what they say.
    var secrets: [String: JSON] = [:]
    /// `resourceGroup/name` → location and tags.
    var images: [String: (location: String, state: String, tags: [String: String])] = [:]
    var faults: [Fault] = []
    /// `METHOD path`, in the order in which they came.
    var requests: [String] = []
    /// Bodies of the PATCH requests, by `resourceGroup/name`.
    var patches: [String: [JSON]] = [:]
    var token = "eyJ0eXAi.stand-in.token"
  }

  package let account: Account
  private let state: Mutex<State>
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  package init(_ account: Account = Account(), secretName: String = "project/relops/image-builder/dev") async throws {
    self.account = account
    state = Mutex(State(secrets: [secretName: account.secret]))
    let server = try await HTTPServer { [weak self] in self?.reply(to: $0) ?? .hangUp }
    self.server.withLock { $0 = server }
  }

  /// Of the proxy, the login server and Azure alike.
  package var url: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })" }

  /// What a build's capture does. A process of a test does it by `PUT /stand-in/<group>/<name>/<location>/<task>`.
  package func add(
    _ name: String, in location: String, group: String = "rg", state: String = "Succeeded", tags: [String: String] = [:]
  ) {
    self.state.withLock { $0.images["\(group)/\(name)"] = (location, state, tags) }
  }

  package func tags(of name: String, group: String = "rg") -> [String: String] {
    state.withLock { $0.images["\(group)/\(name)"]?.tags ?? [:] }
  }

  /// Bodies of the PATCH requests to an image.
  package func patches(of name: String, group: String = "rg") -> [JSON] {
    state.withLock { $0.patches["\(group)/\(name)"] ?? [] }
  }

  /// Sets what a secret says.
  package func setSecret(_ name: String, _ value: JSON?) { state.withLock { $0.secrets[name] = value } }

  package func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }

  /// How often a request came whose `METHOD path` contains `target`.
  package func count(_ target: String) -> Int {
    state.withLock { $0.requests.count { $0.contains(target) } }
  }

  /// A body of an error as Azure writes it, which names the subscription, as it really does.
  package func error(_ code: String, _ message: String = "") -> String {
    "{\"error\":{\"code\":\"\(code)\",\"message\":\"\(message) '/subscriptions/\(account.subscription)/x'\"}}"
  }
}

// MARK: - The servers

extension AzureStandIn {
  private func reply(to request: HTTPServer.Request) -> HTTPServer.Reply {
    let line = "\(request.method) \(request.path)"
    let fault: Fault? = state.withLock { state in
      state.requests.append(line)
      guard let index = state.faults.firstIndex(where: { line.contains($0.target) }) else { return nil }
      return state.faults.remove(at: index)
    }
    switch fault?.kind {
    case .status(let status, let headers, let body)?:
      return .answer(status: status, headers: headers, body: Array(body.utf8))
    case .hangUp?: return .hangUp
    case nil: break
    }
    let parts = request.path.split(separator: "/").map(String.init)
    if parts.starts(with: ["api", "secrets", "v1", "secret"]), parts.count == 5 { return secret(parts[4]) }
    if parts.count == 4, parts[1...] == ["oauth2", "v2.0", "token"] { return token(request, tenant: parts[0]) }
    if request.method == "PUT", parts.count == 5, parts[0] == "stand-in" {
      add(parts[2], in: parts[3], group: parts[1], tags: ["machineImageTask": parts[4]])
      return .answer(status: 201)
    }
    return image(request, parts)
  }

  private func secret(_ name: String) -> HTTPServer.Reply {
    let name = name.replacing("%2F", with: "/")
    guard let secret = state.withLock({ $0.secrets[name] }) else {
      return Self.json(404, ["code": "ResourceNotFound", "message": "Secret not found"])
    }
    return Self.json(200, ["secret": secret, "expires": "2030-01-01T00:00:00.000Z"])
  }

  /// Source: RFC 6749, 4.4, and the error codes of Microsoft Entra.
  private func token(_ request: HTTPServer.Request, tenant: String) -> HTTPServer.Reply {
    let pairs = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
      $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.decoded(String($0)) }
    }
    let form = Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { $1 }
    guard request.method == "POST", form["grant_type"] == "client_credentials",
      form["scope"] == "https://management.azure.com/.default",
      request.headers.first(name: "content-type") == "application/x-www-form-urlencoded"
    else { return Self.json(400, ["error": "invalid_request", "error_description": "AADSTS900144"]) }
    guard tenant == account.tenant else {
      return Self.json(
        400, ["error": "invalid_request", "error_description": .string("AADSTS90002: Tenant '\(tenant)' not found.")])
    }
    guard form["client_id"] == account.clientID, form["client_secret"] == account.password else {
      let text = "AADSTS7000215: Invalid client secret '\(form["client_secret"] ?? "")' for app '\(account.clientID)'."
      return Self.json(401, ["error": "invalid_client", "error_description": .string(text)])
    }
    let token = state.withLock { $0.token }
    return Self.json(200, ["token_type": "Bearer", "expires_in": 3599, "access_token": .string(token)])
  }

  private func image(_ request: HTTPServer.Request, _ parts: [String]) -> HTTPServer.Reply {
    guard request.headers.first(name: "authorization") == "Bearer \(state.withLock { $0.token })" else {
      return .answer(status: 401, body: Array(error("AuthenticationFailed").utf8))
    }
    guard parts.count >= 8, parts[0] == "subscriptions", parts[2] == "resourceGroups",
      parts[4...6] == ["providers", "Microsoft.Compute", "images"]
    else { return .answer(status: 404, body: Array(error("InvalidResourceType").utf8)) }
    guard [account.subscription, account.trustedSubscription].contains(parts[1]) else {
      return .answer(status: 404, body: Array(error("SubscriptionNotFound").utf8))
    }
    let id = "\(parts[3])/\(parts[7])"
    guard let image = state.withLock({ $0.images[id] }) else {
      return .answer(status: 404, body: Array(error("ResourceNotFound", "The Resource was not found.").utf8))
    }
    if request.method == "GET", parts.count == 8, request.query == "api-version=2022-08-01" {
      return Self.json(
        200,
        [
          "id": .string("/" + parts.joined(separator: "/")), "name": .string(parts[7]),
          "location": .string(image.location), "tags": Self.object(image.tags),
          "properties": ["provisioningState": .string(image.state)],
        ])
    }
    if request.method == "PATCH", parts[8...] == ["providers", "Microsoft.Resources", "tags", "default"],
      request.query == "api-version=2021-04-01"
    {
      return merge(request, into: id)
    }
    return .answer(status: 400, body: Array(error("InvalidApiVersionParameter").utf8))
  }

  /// Names of tags are compared without case. Source: Azure's REST reference, Tags - Update At Scope.
  private func merge(_ request: HTTPServer.Request, into id: String) -> HTTPServer.Reply {
    guard let body = try? JSON(parsing: request.body), body["operation"]?.string == "Merge",
      let tags = body["properties"]?["tags"]?.object, request.headers.first(name: "content-type") == "application/json"
    else { return .answer(status: 400, body: Array(error("InvalidRequestContent").utf8)) }
    let all: [String: String] = state.withLock { state in
      state.patches[id, default: []].append(body)
      var all = state.images[id]?.tags ?? [:]
      for tag in tags.members {
        let name = all.keys.first { $0.lowercased() == tag.key.lowercased() } ?? tag.key
        all[name] = tag.value.string
      }
      state.images[id]?.tags = all
      return all
    }
    return Self.json(200, ["properties": ["tags": Self.object(all)]])
  }

  private static func object(_ tags: [String: String]) -> JSON {
    .object(JSONObject(tags.map { JSONObject.Member(key: $0.key, value: .string($0.value)) }))
  }

  private static func json(_ status: Int, _ json: JSON) -> HTTPServer.Reply {
    .answer(status: status, headers: [("Content-Type", "application/json")], body: json.bytes())
  }

  /// Takes percent encoding out of a form's field.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
