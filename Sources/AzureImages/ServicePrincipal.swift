package import Diagnostics
package import Document
package import TaskclusterClient

/// Who we are to Azure, and the subscription that the images are in: the four values of a Taskcluster secret.
package struct ServicePrincipal: Sendable {
  package let clientID: Secret<String>
  package let clientSecret: Secret<String>
  package let tenantID: Secret<String>
  package let subscriptionID: Secret<String>
  /// Takes what the secret holds out of what others write, in every spelling in which it goes over the wire.
  package let redaction: Redaction

  /// Reads the four values for a key: those of the trusted subscription if the key's name begins so.
  ///
  /// - Throws: every value that is missing or empty, by its name, with exit code 78. No value is quoted.
  package init(_ secret: Secret<JSON>, named name: String, key: String) throws(Failure) {
    let json = secret.reveal()
    var problems: [Diagnostic] = []
    func value(_ path: String) -> String {
      let found = path.split(separator: ".").reduce(Optional(json)) { $0?[String($1)] }
      let text = found?.string ?? ""
      if let problem = Self.problem(of: text, path, name) { problems.append(problem) }
      return text
    }
    let client = value("relops_azure.packer.app_id")
    let password = value("relops_azure.packer.password")
    let tenant = value("relops_azure.tenant_id")
    let subscription = value(
      Self.isTrusted(key) ? "relops_azure.trusted_subscription_id" : "relops_azure.subscription_id")
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    clientID = Secret(client)
    clientSecret = Secret(password)
    tenantID = Secret(tenant)
    subscriptionID = Secret(subscription)
    redaction = Redaction([client, password, tenant, subscription] + Self.texts(in: json))
  }

  /// Images of these keys belong into a subscription of their own.
  package static func isTrusted(_ key: String) -> Bool { key.lowercased().hasPrefix("trusted") }

  private static func problem(of text: String, _ path: String, _ name: String) -> Diagnostic? {
    guard !text.isEmpty else {
      return Diagnostic(
        id: "empty-secret", "`\(path)` of the secret `\(name)` must not be empty",
        help: "set it in the secret, where it is a text")
    }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      return Diagnostic(
        id: "broken-secret", "`\(path)` of the secret `\(name)` must be one line without control characters")
    }
    return nil
  }

  /// Whatever else the secret holds, the other subscription say. Shorter texts would be words of other texts.
  private static func texts(in json: JSON) -> [String] {
    switch json {
    case .string(let text): text.utf8.count < 8 ? [] : [text]
    case .array(let values): values.flatMap { texts(in: $0) }
    case .object(let object): object.members.flatMap { texts(in: $0.value) }
    case .null, .bool, .number: []
    }
  }
}

extension ServicePrincipal {
  /// Reads them from the secret of that name.
  ///
  /// - Throws: why there is none, with the exit code of the call.
  package static func load(
    from secrets: Secrets, named name: String, key: String, patience: Patience = Patience()
  ) async throws(Failure) -> ServicePrincipal {
    let secret: Secret<JSON>?
    do throws(CallError) {
      secret = try await secrets.get(name, patience: patience)
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within("secret \(name)")])
    }
    guard let secret else {
      throw Failure(
        .configuration,
        [
          Diagnostic(
            id: "no-secret", "there is no secret `\(name)`", help: "name it in `secret` of taskcluster/config.yml")
        ])
    }
    return try ServicePrincipal(secret, named: name, key: key)
  }
}
