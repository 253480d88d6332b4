import Document
import TaskDefinitions

/// A good task, and ways to spoil it.
enum TaskFixture {
  static let now = Timestamp(iso: "2026-03-01T12:00:00.000Z") ?? Timestamp(milliseconds: 0)

  static let body: JSONObject = [
    "created": "2026-03-01T12:00:00.000Z",
    "deadline": "2026-03-02T12:00:00.000Z",
    "provisionerId": "relops-3",
    "workerType": "win2022",
    "schedulerId": "taskcluster-github",
    "metadata": [
      "name": "build", "description": "Builds.", "owner": "owner@example.com", "source": "https://example.com/repo",
    ],
    "payload": ["maxRunTime": 3600],
  ]

  /// The good task with some fields replaced; nil removes one.
  static func task(_ changes: [String: JSON?]) -> TaskDefinition {
    var body = body
    for (field, value) in changes { body[field] = value }
    return TaskDefinition(body)
  }

  static let someID: JSON = "fN1SbArXTPSVFNUvaOlinQ"
  static let id = TaskID("fN1SbArXTPSVFNUvaOlinQ") ?? .placeholder
}
