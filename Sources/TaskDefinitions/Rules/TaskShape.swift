/// The body of `createTask`. Source: the queue's create-task-request.json and what it refers to.
extension Shape {
  static let priorities = ["highest", "very-high", "high", "medium", "low", "very-low", "lowest"]

  static let task = Shape.record(
    Record([
      .required("created", .text(.dateTime)),
      .required("deadline", .text(.dateTime)),
      .optional("expires", .text(.dateTime)),
      .optional("provisionerId", .text(.provisionerID)),
      .optional("workerType", .text(.workerType)),
      .optional("taskQueueId", .text(.taskQueueID)),
      .optional("schedulerId", .text(.schedulerID)),
      .optional("projectId", .text(.projectID)),
      .optional("taskGroupId", .text(.taskID)),
      .optional("dependencies", .list(of: .text(.taskID), count: 0...10_000, unique: true)),
      .optional("requires", .oneOf(["all-completed", "all-resolved"])),
      .optional("routes", .list(of: .text(length: 1...249), count: 0...64, unique: true)),
      .optional("priority", .oneOf(priorities)),
      .optional("retries", .integer(atLeast: 0, atMost: 49)),
      .optional("scopes", .list(of: .text(.printableASCII))),
      .required("payload", .map(of: .any)),
      .required("metadata", metadata),
      .optional("tags", .map(of: .text(length: 0...4096))),
      .optional("extra", .map(of: .any)),
    ]))

  private static let metadata = Shape.record(
    Record([
      .required("name", .text(length: 0...255)),
      .required("description", .text(length: 0...32_768)),
      .required("owner", .text(length: 0...255)),
      .required("source", .text(length: 0...4096, .source)),
    ]))

  /// A text of a form, whatever its length.
  static func text(_ pattern: TextPattern) -> Shape { .text(length: 0...Int.max, pattern) }
  static let text = Shape.text()
}
