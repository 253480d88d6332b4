package import Document

/// The environment that cloud-image-builder's own script gives to Packer, for people who keep its template. Secrets are not
/// in it.
package struct ScriptEnvironment: Sendable {
  package struct Variable: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// In the order of that template's `variables`. What the config does not say is empty, as it is there.
  package let variables: [Variable]

  /// - Parameters:
  ///   - location: one of the image's own.
  ///   - now: makes the name of the temporary resource group unique.
  /// - Returns: nil if the image is not built in that location of Azure.
  package init?(_ image: Image, in location: String, now: Timestamp) {
    guard image.isBuilt(in: location, on: ImageFormat.azure), let name = image.imageNames[location]?.string
    else { return nil }
    let config = image.config
    func text(_ path: String...) -> String {
      let found = path.reduce(Optional(config)) { $0?[$1] }
      return found?.string ?? found?.int.map(String.init) ?? ""
    }
    func tag(_ name: String) -> String { text("vm", "tags", name) }
    let source = tag("sourceBranch").isEmpty ? tag("sourceRevision") : tag("sourceBranch")
    let version = text("image", "version")
    let pairs = [
      ("image_publisher", text("image", "publisher")), ("image_offer", text("image", "offer")),
      ("image_sku", text("image", "sku")), ("image_version", version.isEmpty ? "latest" : version),
      ("managed_image_name", name),
      ("managed_image_resource_group_name", text("azure", "managed_image_resource_group_name")),
      ("temp_resource_group_name", "pkr-\(image.key)-\(location)-\(now.milliseconds / 1_000)"),
      ("managed_image_storage_account_type", text("azure", "managed_image_storage_account_type")),
      ("Project", tag("Project")), ("base_image", tag("base_image")), ("workerType", tag("workerType")),
      ("worker_pool_id", tag("worker_pool_id")), ("sourceOrganisation", tag("sourceOrganisation")),
      ("sourceRepository", tag("sourceRepository")), ("sourceRevision", tag("sourceRevision")),
      ("sourceBranch", tag("sourceBranch")),
      ("bootstrapscript", Self.bootstrap(tag("sourceOrganisation"), tag("sourceRepository"), source)),
      ("deploymentId", tag("deploymentId")), ("managed_by", tag("managed_by")), ("location", location),
      ("vm_size", text("vm", "size")), ("disk_additional_size", text("vm", "disk_additional_size")),
    ]
    variables = pairs.map { Variable(name: $0, value: $1) }
  }

  private static func bootstrap(_ organisation: String, _ repository: String, _ source: String) -> String {
    "https://raw.githubusercontent.com/\(organisation)/\(repository)/\(source)"
      + "/provisioners/windows/azure/azure-bootstrap.ps1"
  }
}
