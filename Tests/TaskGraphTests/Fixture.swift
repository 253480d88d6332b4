import Diagnostics
import Document
import TaskDefinitions
import TaskGraph

/// A small project in memory: two kinds on one platform, three keys, two environments.
struct Fixture {
  var files: [String: String] = [
    "taskcluster/config.yml": """
    environments:
      production: https://tc.example.com
      staging: https://staging.example.com
    platforms: [azure]
    provisioners: [gecko-t]
    index-prefix: images
    workers: {relops/win: generic-worker-windows, gecko-t/*: generic-worker-windows}
    task-defaults:
      provisionerId: relops
      workerType: win
      metadata: {owner: o@example.com, source: https://example.com}
    vars: {answer: 42}
    kinds: [build, tag, verify]
    """,
    "taskcluster/kinds/build.yml": """
    description: build it
    for-each: [platform, key, environment]
    when: "!(flags.poolDeploy)"
    files: {'template/${name}.json': ../template.yml}
    up-to-date:
      file: template/${name}.json
      routes:
        digest: ${indexPrefix}.${key}.${location}.${digest}
        latest: ${indexPrefix}.${key}.${location}.latest
    task: &task
      payload: {maxRunTime: 60, command: ['build ${key} ${join(locations, " ")}']}
    """,
    "taskcluster/kinds/tag.yml": """
    for-each: [platform, key, environment]
    needs: [build]
    task:
      payload: {maxRunTime: 60, command: ['tag ${key} ${join(locations, " ")} ${len(needs.build)}']}
    """,
    "taskcluster/kinds/verify.yml": """
    for-each: [platform, key, environment, pool]
    when: "!(flags.noVerify)"
    needs: [tag]
    optional-scopes: true
    task:
      taskQueueId: ${pool}
      payload: {maxRunTime: 60, command: ['verify ${key}']}
    """,
    "taskcluster/template.yml": """
    builders: {$map: {$eval: locations}, 'each(l)': {name: '${l}', image: '${imageNames[l]}'}}
    """,
    "config/alpha.yaml": Fixture.config(worker: "gecko-t-alpha", locations: ["eastus", "westus"]),
    "config/bravo.yaml": Fixture.config(worker: "gecko-t-bravo", locations: ["eastus"]),
    "config/charlie.yaml": Fixture.config(worker: "charlie", locations: ["northeurope"]),
  ]

  static func config(worker: String, locations: [String]) -> String {
    """
    image: {publisher: p, offer: o, sku: s}
    azure:
      managed_image_resource_group_name: rg
      managed_image_storage_account_type: Standard_LRS
      locations: [\(locations.joined(separator: ", "))]
    vm:
      size: Standard_F8s_v2
      tags:
        workerType: \(worker)
        sourceOrganisation: org
        sourceRepository: repo
        sourceRevision: main
        deploymentId: abc1234
        managed_by: packer
    """
  }

  static let decision = TaskID("fN1SbArXTPSVFNUvaOlinQ") ?? .placeholder

  var inputs: Pipeline.Inputs {
    Pipeline.Inputs(
      decision: DecisionTask(
        id: Self.decision, groupID: Self.decision, schedulerID: "taskcluster-github",
        now: Timestamp(milliseconds: 1_769_860_800_000)),
      commit: Commit(sha: "0123", author: "A <a@example.com>", message: ""), repository: "https://example.com/r")
  }

  func run(
    _ message: String, environments: [String]? = nil,
    freshness: (Candidates) async throws -> Freshness = { _ in .unknown }
  ) async throws -> GraphSet {
    var inputs = inputs
    inputs.environments = environments
    return try await Pipeline(Project(in: MemoryFileTree(files)))
      .run(SourceFile(name: "commit message", text: message), inputs, freshness: freshness)
  }

  /// The diagnostics that the run ends with.
  func failure(_ message: String) async -> Failure? {
    do {
      _ = try await run(message)
      return nil
    } catch {
      return error as? Failure
    }
  }
}

extension GraphSet {
  var labels: [String] { tasks.map(\.label) }

  func task(_ label: String) -> GraphTask? { tasks.first { $0.label == label } }

  func command(_ label: String) -> String? {
    task(label)?.definition["payload"]?["command"]?.array?.first?.string
  }
}
