import Document
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

@Suite("Another client: PyPI's taskcluster")
struct PeerClientTests {
  @Test("drives the queue unchanged", .enabled(if: Tool.python != nil))
  func drives() async throws {
    let python = try #require(Tool.python)
    var configuration = LocalQueue.Configuration(now: realTime)
    configuration.authentication = .hawk([
      Authentication.Credentials(clientID: "tester", accessToken: "no-secret", scopes: .all)
    ])
    configuration.secrets = [
      "project/test": StoredSecret(["password": "hunter2"], expires: realTime().advanced(byMilliseconds: 3_600_000))
    ]
    let queue = try await LocalQueue.start(configuration)
    let run = try await Program.run(
      python, [Checkout.root + "/Tests/Tools/queue_client.py", queue.rootURL, "tester", "no-secret"])
    try await queue.shutdown()
    #expect(run.code == 0, "\(run.errors)")
    let seen = try JSON(parsing: run.output.utf8)
    let missing = "`fN1SbArXTPSVFNUvaOlinQ` does not correspond to a task that exists."
    let first = queue.tasks.first?.id.text ?? ""
    let expected: JSON = [
      "alive": true, "created": "pending", "repeated": "pending", "waiting": "unscheduled", "task": "é",
      "status": "relops-3/win2022", "statuses": 5, "listed in order": true, "pages": 3, "scopes": ["*"],
      "expanded": ["a*"], "secret": ["password": "hunter2"],
      "not indexed": [404, "ResourceNotFound", "Indexed task not found"],
      "no secret": [404, "ResourceNotFound", "Secret not found"],
      "no task": [404, "ResourceNotFound", .string(missing)],
      "no id": [400, "InvalidRequestArguments", "Invalid URL patterns:"],
      "another": [409, "RequestConflict", "taskId `\(first)` already used by another task."],
      "canceled": "exception", "sealed": true,
      "too late": [
        409, "RequestConflict", "Task group `fN1SbArXTPSVFNUvaOlinQ` is sealed and does not accept new tasks.",
      ],
      "wrong token": [401, "AuthenticationFailed", "Unauthorized: Bad mac"],
      "nobody": [
        403, "InsufficientScopes",
        "Client ID auth-failed:no-auth does not have sufficient scopes and is missing the following scopes:",
      ],
      "temporary scopes": ["auth:current-scopes", "queue:status:*"],
      "temporary refusal": [
        403, "InsufficientScopes",
        "Client ID temporary does not have sufficient scopes and is missing the following scopes:",
      ],
      "authorized scopes": ["auth:current-scopes"],
    ]
    for member in expected.object?.members ?? [] { #expect(seen[member.key] == member.value, "\(member.key)") }
    #expect(seen.object?.keys == expected.object?.keys)
  }
}
