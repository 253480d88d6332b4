import CommitSyntax
import Diagnostics
import Document
import GraphRendering
@testable import ImageConfig
import TaskDefinitions
@testable import TaskGraph

/// Graphs as the pipeline makes them, of any size and with any text in them: three kinds, the last one on pools.
struct Sample {
  var keys: [String]
  /// Keys that are known and not asked for.
  var others: [String] = []
  var message: String?
  var environments = [("production", "https://tc.example.com")]
  var locations = ["centralus", "eastus", "northcentralus", "southcentralus", "westus"]
  var pools = 1
  var unlessUpToDate = false
  var decision = TaskID("AAAAAAAAQAGAAAAAAAAAAA") ?? .placeholder
  var description = "build the image in every location"
  var diagnostics: [Diagnostic] = []
  /// In the order of the settings.
  var kinds = ["packer-image", "tag-image", "verify-image", "report"]
  /// Whether each environment ends in a task that waits for all of its tag tasks.
  var hasReport = false

  static let readme = Sample(
    keys: ["win10-64-2004-gpu"], others: ["win10-64-2004", "win10-64-2004-alpha", "win7-32"],
    message: """
      check for gw process after start

      overwrite-machine-image

      include environments: production

      include keys: win10-64-2004-gpu
      """,
    environments: [("production", "https://firefox-ci-tc.services.mozilla.com")])

  /// `count` keys with three tasks each.
  static func many(_ count: Int) -> Sample {
    let systems = ["win10-64-2004", "win10-64-22h2", "win11-64-24h2", "win2022-64", "win7-32"]
    let keys = (0..<count).map { "\(systems[$0 % systems.count])-\($0 / systems.count)" }
    return Sample(keys: keys, message: "rebuild what has changed\n", unlessUpToDate: true)
  }

  var set: GraphSet {
    let known = (keys + others).sorted()
    let file = SourceFile(
      name: "commit message", text: message ?? "subject\n\ninclude keys: \(keys.joined(separator: ", "))\n")
    let message = CommitMessage(
      parsing: file,
      vocabulary: Vocabulary(keys: known, environments: ["production", "staging"], pools: [], regions: []))
    let filter = message.instructions.filters[.keys]
    let line = filter?.lines.first.map(file.place)
    let named = Reason(.named(.include, .keys), at: line)
    let everything = Reason(.noFilter(.environments))
    let flags = Flags(message)
    let force =
      flags.contains(.overwriteMachineImage)
      ? Reason(.asked(.byOverwriting), at: flags.place(of: .overwriteMachineImage))
      : filter.map { _ in Reason(.asked(.byName), at: line) }
    let inAll = Reason(.names(locations.sorted(), .regions, .noFilter(.regions)))
    let selected = keys.sorted().map { key in
      Selection.Key(
        image: Image(key: key, config: [:], platforms: [], pools: poolNames(key), provisioners: []),
        locations: locations.sorted(),
        pools: poolNames(key), reason: filter == nil ? Reason(.noFilter(.keys)) : named,
        force: force, namesReasons: [inAll])
    }
    let parts = environments.map { name, url in
      Selection.Part(
        environment: Settings.Environment(name: name, rootURL: url), reason: everything, keys: selected, leftOut: [])
    }
    let selection = Selection(
      flags: flags, isSwitchedOff: message.instructions.stop != nil,
      parts: parts,
      leftOut: others.sorted().map { LeftOut(.key($0), because: Reason(.notNamed(.include, .keys), at: line)) },
      diagnostics: diagnostics)
    let graphs = environments.map { name, url in
      let own = keys.flatMap { tasks($0, name, [everything, named, inAll]) }
      let more = hasReport ? [report(on: own.filter { $0.kind == "tag-image" }, name, [everything])] : []
      return Graph(environment: name, rootURL: url, tasks: own + more, leftOut: [])
    }
    return GraphSet(
      message: message, selection: selection, graphs: graphs, kinds: kinds)
  }

  private func poolNames(_ key: String) -> [String] {
    (0..<pools).map { $0 == 0 ? "gecko-t/\(key)" : "gecko-t/\(key)-\($0)" }
  }

  private func tasks(_ key: String, _ environment: String, _ reasons: [Reason]) -> [GraphTask] {
    let cell = Cell(platform: "azure", key: key, environment: environment, location: "", pool: nil)
    let name = "azure-\(key)-\(environment)"
    let template = packerTemplate(key)
    let file = PublishedFile(name: "packer/\(name).json", content: .rendered(template))
    let build = task(
      "packer-image", cell, [.platform, .key, .environment], needs: [], files: [file], hours: 4,
      pool: "relops-3/win2019",
      reasons, routes: locations.map { "index.project.images.\(key).\(environment).\($0).latest" })
    let tag = task(
      "tag-image", cell, [.platform, .key, .environment], needs: [build], hours: 0.5, pool: "relops-3/decision-gcp",
      reasons)
    let verify = poolNames(key).map { pool in
      var cell = cell
      cell.pool = pool
      return task(
        "verify-image", cell, [.platform, .key, .environment, .pool], needs: [tag], hours: 1, pool: pool, reasons)
    }
    return [build, tag] + verify
  }

  private func report(on tags: [GraphTask], _ environment: String, _ reasons: [Reason]) -> GraphTask {
    let cell = Cell(platform: "", key: "", environment: environment, location: "", pool: nil)
    return task("report", cell, [.environment], needs: tags, hours: 0.2, pool: "relops-3/reports", reasons)
  }

  private func task(
    _ kind: String, _ cell: Cell, _ axes: [Axis], needs: [GraphTask], files: [PublishedFile] = [], hours: Double,
    pool: String, _ reasons: [Reason], routes: [String] = []
  ) -> GraphTask {
    let coordinates = Coordinates(of: cell, on: axes) ?? Coordinates(of: cell, on: [.key])!
    let label = "\(kind)-\(coordinates.name)"
    return GraphTask(
      label: label, id: .derived(decision: decision, label: label), kind: kind, coordinates: coordinates,
      locations: locations, pools: [], needs: needs.map { .init(kind: $0.kind, label: $0.label, id: $0.id) },
      definition: [
        "taskQueueId": .string(pool), "taskGroupId": .string(decision.text), "schedulerId": "taskcluster-github",
        "created": "2026-01-31T12:00:00.000Z", "deadline": "2026-02-03T12:00:00.000Z", "priority": "high",
        "dependencies": JSON(needs.isEmpty ? [decision.text] : needs.map(\.id.text)), "routes": JSON(routes),
        "scopes": ["secrets:get:project/relops/image-builder/dev"],
        "metadata": [
          "name": .string("\(kind) \(cell.key) for \(cell.environment)"), "description": .string(description),
          "owner": "relops@example.com", "source": "https://example.com/repository",
        ],
        "payload": [
          "maxRunTime": .number(hours * 3600), "command": ["powershell -File \(kind).ps1 -Key \(cell.key)"] as JSON,
          "env": ["TASKCLUSTER_SECRET": "project/relops/image-builder/dev"],
        ],
      ],
      files: files, unlessUpToDate: unlessUpToDate && kind == "packer-image", hasOptionalScopes: false,
      reasons: reasons)
  }

  private func packerTemplate(_ key: String) -> JSON {
    [
      "builders": .array(
        locations.map { location in
          [
            "name": .string(location), "type": "azure-arm", "location": .string(location),
            "vm_size": "Standard_F32s_v2",
            "managed_image_name": .string("\(key)-\(location)"), "os_type": "Windows",
          ]
        }),
      "provisioners": .array(
        (0..<6).map { step in
          [
            "type": "powershell",
            "inline": ["Write-Host 'step \(step)'", "Install-Something -Step \(step) -Quiet"] as JSON,
          ]
        }),
      "sensitive-variables": ["client_secret"], "variables": ["client_secret": "{{env `client_secret`}}"],
    ]
  }
}
