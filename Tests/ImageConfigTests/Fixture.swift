import Diagnostics
import Document
import FoundationEssentials
import ImageConfig
import JSONE
import TestSupport

/// Configs that are made up, and catalogs of them.
enum Fixture {
  /// A sound config of the first generation.
  static let first = """
    image: {publisher: MicrosoftWindowsDesktop, offer: Windows-10, sku: 20h1-evd}
    azure:
      managed_image_resource_group_name: rg-images
      managed_image_storage_account_type: Standard_LRS
      locations: [westus, eastus]
    vm:
      size: Standard_F8s_v2
      disk_additional_size: 30
      tags:
        workerType: gecko-t-win10-64
        sourceOrganisation: mozilla-platform-ops
        sourceRepository: ronin_puppet
        sourceRevision: cloud_windows
        deploymentId: 5db26eb
        managed_by: packer

    """

  /// A sound config of the second.
  static let second = """
    image: {publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter, version: latest}
    azure:
      managed_image_resource_group_name: rg-images
      managed_image_storage_account_type: Premium_LRS
      locations: [Central US]
    vm:
      size: Standard_F8s_v2
      tags:
        base_image: win2022
        worker_pool_id: win2022-64
        sourceOrganisation: mozilla-platform-ops
        sourceRepository: ronin_puppet
        sourceBranch: main
        deploymentId: 0620052
        managed_by: packer
    pools: [gecko-t/win2022-64, gecko-1/win2022]

    """

  static func catalog(_ files: [String: String]) throws -> ImageCatalog {
    try catalog(
      MemoryFileTree(
        Dictionary(uniqueKeysWithValues: files.map { ("config/" + $0, Array($1.utf8)) })))
  }

  static func catalog(_ tree: any FileTree) throws -> ImageCatalog {
    try ImageCatalog(
      tree: tree,
      names: ProjectNames(
        platforms: ["azure"], provisioners: ["gecko", "gecko-t", "gecko-1", "gecko-3", "relops-3"],
        environments: ["production", "staging"]))
  }

  static func load(_ key: String, in catalog: ImageCatalog) throws -> ImageFile {
    guard let result = catalog.load([key])[key] else { throw Missing(key: key) }
    return try result.get()
  }

  static func load(_ text: String, as key: String = "win10-64") throws -> ImageFile {
    try load(key, in: catalog([key + ".yaml": text]))
  }

  struct Missing: Error { let key: String }

  /// The configs that ran elsewhere, as a catalog of their own.
  static func shared(_ generation: String) throws -> ImageCatalog? {
    guard let folder = Shared.path("cib/key-configs/\(generation)") else { return nil }
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = String(decoding: try Data(contentsOf: URL(filePath: folder).appending(path: name)), as: UTF8.self)
    }
    return try catalog(files)
  }

  /// This project's own configs.
  static func own() throws -> ImageCatalog { try catalog(DiskFileTree(root: Checkout.root)) }

  static func template() throws -> Template {
    let name = "taskcluster/packer/azure-arm.yml"
    let file = SourceFile(name: name, text: try Checkout.text(name))
    return Template(try Node(yaml: file), in: file)
  }

  /// What the templates of published files see, and nothing else.
  static func context(_ image: Image, _ environment: String, _ locations: [String]? = nil) -> Context {
    let locations = locations ?? image.locations
    return Context(
      [
        "platform": "azure", "key": .string(image.key), "environment": .string(environment), "location": .null,
        "pool": .null,
        "image": image.config, "locations": JSON(locations), "pools": JSON(image.pools), "vars": [:],
        "imageNames": .object(
          JSONObject(locations.map { .init(key: $0, value: image.imageNames[$0] ?? "") })),
      ])
  }
}
