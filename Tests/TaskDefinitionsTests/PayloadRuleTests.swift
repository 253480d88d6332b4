import Document
import TaskDefinitions
import Testing

/// A payload, the task around it, and what is said of them.
struct PayloadCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let worker: WorkerImplementation
  let payload: JSONObject
  let changes: [String: JSON?]
  /// `path id`, in order.
  let expected: [String]

  init(
    _ name: String, _ worker: WorkerImplementation, _ payload: JSONObject, with changes: [String: JSON?] = [:],
    _ expected: String...
  ) {
    (testDescription, self.worker, self.payload, self.changes) = (name, worker, payload, changes)
    self.expected = expected
  }

  /// Added to what the payload says.
  static let smallest: [WorkerImplementation: JSONObject] = [
    .genericWorkerWindows: ["command": ["dir"], "maxRunTime": 60],
    .genericWorkerPOSIX: ["command": [["ls", "-l"]], "maxRunTime": 60],
    .genericWorkerPOSIXInsecure: ["command": [["ls"]], "maxRunTime": 60],
    .dockerWorker: ["image": "debian:12", "maxRunTime": 60],
  ]

  static let content: JSON = ["taskId": TaskFixture.someID, "artifact": "public/a.json"]
  static let privateContent: JSON = ["taskId": TaskFixture.someID, "artifact": "private/a.json"]
  static func file(_ content: JSON) -> JSON { [["file": "a", "content": content]] }
  static let dependency: [String: JSON?] = ["dependencies": [TaskFixture.someID]]
  static func scopes(_ scopes: String...) -> [String: JSON?] { ["scopes": JSON(scopes)] }
  static let cache: JSONObject = ["mounts": [["cacheName": "c", "directory": "d"]]]

  static let all: [PayloadCase] =
    [
      PayloadCase("nothing wrong", .genericWorkerWindows, ["env": ["A": "b"]]),
      PayloadCase(
        "a misspelt field", .genericWorkerWindows, ["maxRuntime": 60], "payload.maxRuntime unknown-field"),
      PayloadCase(
        "a command of a command", .genericWorkerWindows, ["command": [["dir"]]], "payload.command[0] wrong-type"),
      PayloadCase("a plain command", .genericWorkerPOSIX, ["command": ["ls"]], "payload.command[0] wrong-type"),
      PayloadCase(
        "two sources of one mount", .genericWorkerWindows,
        ["mounts": file(["taskId": TaskFixture.someID, "artifact": "public/a", "url": "https://example.com"])],
        with: dependency, "payload.mounts[0].content.url excluded-field"),
      PayloadCase(
        "no source at all", .genericWorkerWindows, ["mounts": file(["sha256": "x"])],
        "payload.mounts[0].content missing-field"),
      PayloadCase(
        "a cache with content asks for a format", .genericWorkerWindows,
        ["mounts": [["cacheName": "c", "directory": "d", "content": ["raw": "x"]]]],
        with: scopes("generic-worker:cache:*"), "payload.mounts[0] missing-field"),
      PayloadCase(
        "an artifact of a task that is waited for", .genericWorkerWindows, ["mounts": file(content)], with: dependency),
      PayloadCase(
        "an artifact of a task that is not", .genericWorkerWindows, ["mounts": file(content)],
        "payload.mounts[0].content.taskId dependency-not-listed"),
      PayloadCase(
        "an artifact that not everybody may read", .genericWorkerPOSIX, ["mounts": file(privateContent)],
        with: dependency, "payload.mounts[0].content.artifact scope-not-listed"),
      PayloadCase(
        "an artifact that the task may read", .genericWorkerPOSIX, ["mounts": file(privateContent)],
        with: dependency.merging(scopes("queue:get-artifact:private/*")) { a, _ in a }),
      PayloadCase("a cache", .genericWorkerWindows, cache, "payload.mounts[0].cacheName scope-not-listed"),
      PayloadCase("a cache with its scope", .genericWorkerWindows, cache, with: scopes("generic-worker:cache:c")),
      PayloadCase(
        "a group", .genericWorkerWindows, ["osGroups": ["Administrators", "Users"]],
        with: scopes("generic-worker:os-group:relops-3/win2022/Users"), "payload.osGroups[0] scope-not-listed"),
      PayloadCase(
        "an administrator", .genericWorkerWindows, ["features": ["runAsAdministrator": true]],
        "payload.features.runAsAdministrator scope-not-listed"),
      PayloadCase("no administrator", .genericWorkerWindows, ["features": ["runAsAdministrator": false]]),
      PayloadCase(
        "an administrator, of another pool", .genericWorkerWindows, ["features": ["runAsAdministrator": true]],
        with: scopes("generic-worker:run-as-administrator:relops-3/win2019"),
        "payload.features.runAsAdministrator scope-not-listed"),
      PayloadCase(
        "an administrator, in a chain of trust", .genericWorkerWindows,
        ["features": ["runAsAdministrator": true, "chainOfTrust": true]],
        with: scopes("generic-worker:run-as-administrator:relops-3/*"),
        "payload.features.runAsAdministrator administrator-with-chain-of-trust"),
      PayloadCase("remote desktop", .genericWorkerWindows, ["rdpInfo": "x"], "payload.rdpInfo scope-not-listed"),
      PayloadCase(
        "the worker's own user", .genericWorkerPOSIX, ["features": ["runTaskAsCurrentUser": true]],
        "payload.features.runTaskAsCurrentUser scope-not-listed"),
      PayloadCase(
        "a feature of another engine", .genericWorkerPOSIXInsecure, ["features": ["runTaskAsCurrentUser": true]],
        with: scopes("generic-worker:*"), "payload.features.runTaskAsCurrentUser unknown-field"),
      PayloadCase(
        "a video device, by the scope of all pools", .genericWorkerPOSIX, ["features": ["loopbackVideo": true]],
        with: scopes("generic-worker:loopback-video")),
      PayloadCase(
        "a line break in the environment", .genericWorkerWindows,
        ["env": ["A": "b\r\nformat c:", "B\n": "x", "C": "y"]],
        "payload.env.A line-break-in-environment", "payload.env[\"B\\n\"] line-break-in-environment"),
      PayloadCase("a line break where it does no harm", .genericWorkerPOSIX, ["env": ["A": "b\nc"]]),
      PayloadCase(
        "an artifact that goes before the task is over", .genericWorkerWindows,
        ["artifacts": [["type": "file", "path": "a", "expires": "2026-03-02T11:59:59.999Z"]]],
        "payload.artifacts[0].expires artifact-expires"),
      PayloadCase(
        "an artifact that stays longer than the task", .dockerWorker,
        ["artifacts": ["public/a": ["type": "file", "path": "a", "expires": "2027-03-02T12:00:00.001Z"]]],
        "payload.artifacts[\"public/a\"].expires artifact-expires"),
      PayloadCase(
        "docker: a cache and a privilege", .dockerWorker,
        [
          "cache": ["c": "/c"],
          "capabilities": ["privileged": true, "devices": ["kvm": true, "loopbackAudio": false]],
        ],
        with: scopes("docker-worker:capability:device:kvm:relops-3/win2022"),
        "payload.cache.c scope-not-listed", "payload.capabilities.privileged scope-not-listed"),
      PayloadCase(
        "docker, on generic-worker: its cache by either name", .genericWorkerPOSIX,
        ["command": ["ls"], "image": "debian:12", "cache": ["c": "/c"]], with: scopes("generic-worker:cache:c")),
      PayloadCase(
        "docker: an image of no known type", .dockerWorker, ["image": ["type": "docker-imag", "name": "x"]],
        "payload.image.type unknown-value"),
    ]
}

@Suite("What a worker refuses")
struct PayloadRuleTests {
  @Test("each rule", arguments: PayloadCase.all)
  func rules(_ rule: PayloadCase) {
    var payload = PayloadCase.smallest[rule.worker] ?? [:]
    for member in rule.payload.members { payload[member.key] = member.value }
    let task = TaskFixture.task(rule.changes.merging(["payload": .object(payload)]) { a, _ in a })
    let violations = PayloadRules(for: rule.worker).violations(in: task)
    #expect(violations.map { "\($0.path) \($0.id)" } == rule.expected)
  }

  @Test("what is said, and the way out")
  func messages() {
    let task = TaskFixture.task([
      "payload": [
        "maxRuntime": 60, "maxRunTime": 0, "command": [], "features": ["livelog": true],
        "mounts": [["file": "a", "content": [:]], ["directory": "b", "content": ["raw": ""], "format": "tar-gz"]],
        "osGroups": ["a", "a"],
      ]
    ])
    let said = PayloadRules(for: .genericWorkerWindows).violations(in: task).map { "\($0.message) | \($0.help ?? "-")" }
    #expect(
      said == [
        "`payload.command` must have at least 1 item | -",
        "no field `livelog` is known in `payload.features` | did you mean `liveLog`?",
        "`payload.maxRunTime` must be at least 1 | -",
        "no field `maxRuntime` is known in `payload` | did you mean `maxRunTime`?",
        "`payload.mounts[0].content` needs one of `taskId`, `namespace`, `url`, `raw`, `base64` | -",
        "`payload.mounts[1].format` must be one of `7z`, `rar`, `tar`, `tar.br`, `tar.bz2`, `tar.gz`, `tar.lz`, "
          + "`tar.lz4`, `tar.mz`, `tar.sz`, `tar.xz`, `tar.zst`, `tar.zz`, `zip` | did you mean `tar.gz`?",
        "`payload.osGroups[1]` must differ from item 0 | -",
        "the group `a` needs the scope `generic-worker:os-group:relops-3/win2022/a` among the task's `scopes` | -",
        "the group `a` needs the scope `generic-worker:os-group:relops-3/win2022/a` among the task's `scopes` | -",
      ])
  }
}
