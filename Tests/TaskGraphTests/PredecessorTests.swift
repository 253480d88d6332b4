import Document
import TaskDefinitions
import TaskGraph
import Testing

/// Kinds that emit what cloud-image-builder's script emitted: a task per location, its lint and purge tasks in front, its
/// own names, pools and routes. Kinds can say whatever that code said.
@Suite("What the old script emitted") struct PredecessorTests {
  static let project: [String: String] = [
    "taskcluster/config.yml": """
    environments: {production: https://tc.example.com}
    platforms: [azure]
    provisioners: [gecko-t]
    index-prefix: project.relops.cloud-image-builder
    secret: project/relops/image-builder/dev
    workers:
      relops-3/win2019: generic-worker-windows
      relops/decision: docker-worker
      gecko-t/*: generic-worker-windows
    task-defaults:
      metadata:
        owner: relops-azure-provisioning@mozilla.com
        source: https://github.com/mozilla-platform-ops/cloud-image-builder
    kinds: [lint, purge, build, tag, verify]
    """,
    "taskcluster/kinds/lint.yml": """
    for-each: []
    task:
      provisionerId: relops
      workerType: decision
      metadata: {name: '00 :: yaml lint', description: check the configs}
      payload: {image: python, maxRunTime: 600, command: [yamllint, config]}
    """,
    "taskcluster/kinds/purge.yml": """
    for-each: [platform]
    when: flags.purgeTaskclusterResources
    task:
      provisionerId: relops
      workerType: decision
      metadata: {name: '00 :: purge deprecated ${platform} resources', description: delete what is not used}
      payload: {image: python, maxRunTime: 3600, command: [python, ci/purge.py]}
    """,
    "taskcluster/kinds/build.yml": #"""
    for-each: [platform, key, location]
    needs: [lint]
    task:
      provisionerId: relops-3
      workerType: win2019
      priority: high
      retries: 1
      scopes:
        - generic-worker:os-group:relops-3/win2019/Administrators
        - generic-worker:run-as-administrator:relops-3/win2019
        - secrets:get:${secret}
      routes:
        - index.${indexPrefix}.${platform}.${key}.${location}.revision.${commit.sha}
        - index.${indexPrefix}.${platform}.${key}.${location}.latest
      metadata:
        name: '01 :: build ${platform} ${key} packer image for ${location}'
        description: build a customised ${key} packer image for ${platform} ${location}
      payload:
        maxRunTime: {$eval: 180 * 60}
        onExitStatus: {retry: [123]}
        osGroups: [Administrators]
        features: {taskclusterProxy: true, runAsAdministrator: true}
        command:
          - git clone ${repository}.git
          - cd cloud-image-builder
          - git reset --hard ${commit.sha}
          - powershell -File packer\build-packer-image.ps1 ${location} ${key}.yaml
    """#,
    "taskcluster/kinds/tag.yml": """
    for-each: [platform, key]
    needs: [build]
    task:
      provisionerId: relops
      workerType: decision
      priority: low
      retries: 4
      scopes: ['secrets:get:${secret}']
      metadata:
        name: '03 :: tag ${platform} ${image.azure.managed_image_resource_group_name} ${key} machine image'
        description: tag the image
      payload:
        image: python
        maxRunTime: {$eval: 180 * 60}
        onExitStatus: {retry: [123]}
        features: {taskclusterProxy: true}
        command: [python, ci/tag.py]
    """,
    "taskcluster/kinds/verify.yml": """
    for-each: [platform, pool]
    when: "!(flags.noVerify)"
    needs: [tag]
    task:
      taskQueueId: ${pool}
      priority: high
      retries: 5
      metadata:
        name: '04 :: verify task claimability on ${platform} ${pool}'
        description: say hello
      payload:
        maxRunTime: {$eval: 60 * 60}
        command: ['echo "hello world, from ${pool} on ${platform}"']
    """,
    "config/win10-64-2004.yaml": Fixture.config(worker: "gecko-t-win10-64-2004", locations: ["eastus", "westus"]),
  ]

  /// What all of them have.
  static func common(_ name: String, _ description: String) -> JSONObject {
    [
      "schedulerId": "taskcluster-github", "taskGroupId": .string(Fixture.decision.text),
      "metadata": [
        "name": .string(name), "description": .string(description),
        "owner": "relops-azure-provisioning@mozilla.com",
        "source": "https://github.com/mozilla-platform-ops/cloud-image-builder",
      ],
    ]
  }

  /// A body without ids and times.
  static func body(_ task: GraphTask) -> JSON {
    var body = task.definition.object ?? [:]
    for field in ["created", "deadline", "expires", "dependencies"] { body[field] = nil }
    return .object(body)
  }

  @Test("a build per location, field by field; then one tag task, and one verify task a pool")
  func tasks() async throws {
    var fixture = Fixture()
    fixture.files = Self.project
    let graphs = try await fixture.run("purge-taskcluster-resources")
    #expect(
      graphs.labels == [
        "build-azure-win10-64-2004-eastus", "build-azure-win10-64-2004-westus", "lint", "purge-azure",
        "tag-azure-win10-64-2004", "verify-azure-gecko-t-win10-64-2004",
      ])

    for location in ["eastus", "westus"] {
      let build = try #require(graphs.task("build-azure-win10-64-2004-\(location)"))
      var expected = Self.common(
        "01 :: build azure win10-64-2004 packer image for \(location)",
        "build a customised win10-64-2004 packer image for azure \(location)")
      let route = "index.project.relops.cloud-image-builder.azure.win10-64-2004.\(location)"
      expected["provisionerId"] = "relops-3"
      expected["workerType"] = "win2019"
      expected["priority"] = "high"
      expected["retries"] = 1
      expected["scopes"] = [
        "generic-worker:os-group:relops-3/win2019/Administrators",
        "generic-worker:run-as-administrator:relops-3/win2019", "secrets:get:project/relops/image-builder/dev",
      ]
      expected["routes"] = ["\(route).revision.0123", "\(route).latest"]
      expected["payload"] = [
        "maxRunTime": 10_800, "onExitStatus": ["retry": [123]], "osGroups": ["Administrators"],
        "features": ["taskclusterProxy": true, "runAsAdministrator": true],
        "command": [
          "git clone https://example.com/r.git", "cd cloud-image-builder", "git reset --hard 0123",
          "powershell -File packer\\build-packer-image.ps1 \(location) win10-64-2004.yaml",
        ],
      ]
      #expect(Self.body(build) == .object(expected))
      #expect(build.needs.map(\.label) == ["lint"])
    }

    let tag = try #require(graphs.task("tag-azure-win10-64-2004"))
    var expected = Self.common("03 :: tag azure rg win10-64-2004 machine image", "tag the image")
    expected["provisionerId"] = "relops"
    expected["workerType"] = "decision"
    expected["priority"] = "low"
    expected["retries"] = 4
    expected["scopes"] = ["secrets:get:project/relops/image-builder/dev"]
    expected["payload"] = [
      "image": "python", "maxRunTime": 10_800, "onExitStatus": ["retry": [123]],
      "features": ["taskclusterProxy": true], "command": ["python", "ci/tag.py"],
    ]
    #expect(Self.body(tag) == .object(expected))
    #expect(tag.needs.count == 2)

    let verify = try #require(graphs.task("verify-azure-gecko-t-win10-64-2004"))
    expected = Self.common("04 :: verify task claimability on azure gecko-t/win10-64-2004", "say hello")
    expected["taskQueueId"] = "gecko-t/win10-64-2004"
    expected["priority"] = "high"
    expected["retries"] = 5
    expected["payload"] = [
      "maxRunTime": 3_600, "command": ["echo \"hello world, from gecko-t/win10-64-2004 on azure\""],
    ]
    #expect(Self.body(verify) == .object(expected))
    #expect(verify.needs.map(\.label) == [tag.label])
  }

  @Test("the deadline is three days off, and tasks without a task before them wait for the decision")
  func times() async throws {
    var fixture = Fixture()
    fixture.files = Self.project
    let graphs = try await fixture.run("no-verify")
    let lint = try #require(graphs.task("lint"))
    #expect(lint.definition["deadline"] == "2026-02-03T12:00:00.000Z")
    #expect(lint.definition["dependencies"] == JSON([Fixture.decision.text]))
    #expect(graphs.task("verify-azure-gecko-t-win10-64-2004") == nil)
    #expect(graphs.task("purge-azure") == nil, "without its switch nothing is purged")
  }
}
