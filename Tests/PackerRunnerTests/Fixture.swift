import AzureImages
import AzureStandIn
import Diagnostics
import Document
import FoundationEssentials
import Synchronization
import TaskclusterClient
import TestSupport

@testable import PackerRunner

/// The real Packer with builders that make nothing: a program in between turns `azure-arm` into `null`, and notes what it
/// was told. A build's provisioner puts the image into the stand-in of Azure, as the real builder would.
final class PackerBench: Sendable {
  static let task = "fN1SbArXTPSVFNUvaOlinQ"
  static let locations = ["centralus", "eastus", "northeurope", "westeurope", "westus"]

  let azure: AzureStandIn
  let folder: TemporaryFolder
  private let log = LineLog()

  init() async throws {
    azure = try await AzureStandIn()
    folder = try TemporaryFolder()
    try install(
      """
      #!/bin/sh
      folder='\(folder.path)'
      echo "$*" >> "$folder/arguments.log"
      for template in "$@"; do :; done
      python3 - "$template" <<'END' || exit 1
      import json, sys
      template = json.load(open(sys.argv[1]))
      template['builders'] = [
        {'name': b['name'], 'type': 'null' if b['type'] == 'azure-arm' else b['type'], 'communicator': 'none'}
        for b in template['builders']]
      json.dump(template, open(sys.argv[1], 'w'))
      END
      exec packer "$@"
      """)
  }

  /// Puts a script in Packer's place.
  func install(_ script: String) throws {
    try folder.write(script + "\n", to: "packer")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
  }

  var program: String { folder.path + "/packer" }
  /// All that was shown.
  var lines: [String] { log.lines }
  /// Arguments of each call.
  var calls: [String] {
    ((try? folder.read("arguments.log")) ?? "").split(separator: "\n").map(String.init)
  }
  var builds: [String] { calls.filter { $0.hasPrefix("build") } }

  static func image(_ location: String) -> String { "gecko-t-win10-\(location)-20h1-5db26eb" }

  /// - Parameter script: what each build does, in `sh`; `$PACKER_BUILD_NAME` is the location.
  func template(_ script: String = "true", locations: [String] = locations) throws -> PackerTemplate {
    let put = """
      python3 -c "import urllib.request as u; u.urlopen(u.Request('\(azure.url)/stand-in/rg/\
      gecko-t-win10-$PACKER_BUILD_NAME-20h1-5db26eb/$PACKER_BUILD_NAME/$TASK', method='PUT'))"
      """
    let json: JSON = [
      "variables": [
        "client_id": "{{env `client_id`}}", "client_secret": "{{env `client_secret`}}",
        "tenant_id": "{{env `tenant_id`}}", "subscription_id": "{{env `subscription_id`}}",
      ],
      "sensitive-variables": ["client_id", "client_secret", "tenant_id", "subscription_id"],
      "builders": .array(
        locations.map { location in
          [
            "name": .string(location), "type": "azure-arm", "managed_image_resource_group_name": "rg",
            "managed_image_name": .string(Self.image(location)),
          ]
        }),
      "provisioners": [
        [
          "type": "shell-local", "environment_vars": [.string("TASK=\(Self.task)"), "GIVEN={{user `client_secret`}}"],
          "inline": [.string(script), .string(put)],
        ]
      ],
    ]
    return try PackerTemplate(json.bytes(), named: "packer-template.json")
  }

  func build(
    _ template: PackerTemplate, locations: [String] = locations, run: Int = 0, taskID: String? = task,
    keepsLeftovers: Bool = false, timeLimit: Duration = .seconds(120), grace: Duration = .seconds(20),
    stop: StopSignal = StopSignal()
  ) async throws -> PackerBuild.Ending {
    var process = PackerProcess()
    process.executable = program
    process.timeLimit = timeLimit
    process.grace = grace
    let pacing = Pacing(
      now: { Timestamp(milliseconds: 0) }, uptime: { .zero }, sleep: { _ in }, random: { 0 })
    let build = PackerBuild(
      template, locations: locations, run: TaskRun(taskID: taskID, number: run), process: process,
      keepsLeftovers: keepsLeftovers,
      principal: try ServicePrincipal(Secret(azure.account.secret), named: "project/dev", key: "win10"),
      endpoints: try AzureEndpoints(login: azure.url, management: azure.url),
      caller: AzureCaller(transport: try CurlTransport(), pacing: pacing))
    return try await build(stop: stop) { self.log.add($0) }
  }
}
