package import Document

extension Image {
  /// The environment that cloud-image-builder's own script gives Packer for one location, for templates that were written
  /// for it: each variable by its name there, without the secrets. What a config does not say is empty, as it is there.
  ///
  /// - Parameter now: what makes the name of the temporary resource group another one in each run.
  /// - Returns: name and value in the order of that script; nil if the image has no such location.
  package func scriptEnvironment(at location: String, now: Timestamp) -> [(name: String, value: String)]? {
    guard let imageName = imageNames[location] else { return nil }
    func text(_ path: String...) -> String {
      switch path.reduce(config as JSON?, { $0?[$1] }) {
      case .string(let text): text
      case .number(let number): number.javaScriptText
      default: ""
      }
    }
    func tag(_ name: String) -> String { text("vm", "tags", name) }
    let branch = tag("sourceBranch").isEmpty ? tag("sourceRevision") : tag("sourceBranch")
    let repository = "\(tag("sourceOrganisation"))/\(tag("sourceRepository"))/\(branch)"
    return [
      ("image_publisher", text("image", "publisher")), ("image_offer", text("image", "offer")),
      ("image_sku", text("image", "sku")), ("image_version", text("image", "version")),
      ("managed_image_name", imageName),
      ("managed_image_resource_group_name", text("azure", "managed_image_resource_group_name")),
      ("managed_image_storage_account_type", text("azure", "managed_image_storage_account_type")),
      ("temp_resource_group_name", "pkr-\(key)-\(location)-\(now.milliseconds / 1_000)"),
      ("Project", tag("Project")), ("base_image", tag("base_image")), ("workerType", tag("workerType")),
      ("worker_pool_id", tag("worker_pool_id")), ("sourceOrganisation", tag("sourceOrganisation")),
      ("sourceRepository", tag("sourceRepository")), ("sourceRevision", tag("sourceRevision")),
      ("sourceBranch", tag("sourceBranch")), ("deploymentId", tag("deploymentId")), ("managed_by", tag("managed_by")),
      (
        "bootstrapscript",
        "https://raw.githubusercontent.com/\(repository)/provisioners/windows/azure/azure-bootstrap.ps1"
      ),
      ("location", location), ("vm_size", text("vm", "size")),
      ("disk_additional_size", text("vm", "disk_additional_size")),
    ]
  }
}
