package import AzureImages
package import TaskclusterClient

/// The variables that a template reads its secrets from.
package struct PackerEnvironment: Sendable {
  /// Names and values, besides what is inherited.
  package let variables: Secret<[String: String]>
  package let redaction: Redaction

  /// A template of a trusted key asks for its subscription by another name.
  private static let names = (
    client: "client_id", secret: "client_secret", tenant: "tenant_id",
    subscription: ["subscription_id", "trusted_subscription_id"]
  )

  package init(_ principal: ServicePrincipal) {
    var variables = [
      Self.names.client: principal.clientID.reveal(), Self.names.secret: principal.clientSecret.reveal(),
      Self.names.tenant: principal.tenantID.reveal(),
    ]
    for name in Self.names.subscription { variables[name] = principal.subscriptionID.reveal() }
    self.init(variables, redaction: principal.redaction)
  }

  /// A stand-in for each variable of a template, to validate it without any secret.
  package init(placeholdersFor template: PackerTemplate) {
    let placeholder = "00000000-0000-0000-0000-000000000000"
    self.init(
      Dictionary(template.environmentNames.map { ($0, placeholder) }, uniquingKeysWith: { a, _ in a }),
      redaction: Redaction([]))
  }

  private init(_ variables: [String: String], redaction: Redaction) {
    // No word of ours reaches HashiCorp, and no log of Packer's own that repeats its configuration.
    self.variables = Secret(variables.merging(["CHECKPOINT_DISABLE": "1", "PACKER_LOG": "0"]) { $1 })
    self.redaction = redaction
  }
}
