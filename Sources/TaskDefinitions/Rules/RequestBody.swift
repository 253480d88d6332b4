package import Document

/// The bodies of calls besides createTask.
package enum RequestBody: Sendable {
  /// Source: the queue's tasks-request.json.
  case taskIDs
  /// Source: auth's scopeset.yml.
  case scopes

  /// Where its schema lies below a root URL.
  package var schema: String {
    switch self {
    case .taskIDs: "schemas/queue/v1/tasks-request.json#"
    case .scopes: "schemas/auth/v1/scopeset.json#"
    }
  }

  /// What the schema refuses.
  package func violations(of body: JSON) -> [Violation] { ShapeCheck.violations(of: body, against: shape) }

  private var shape: Shape {
    switch self {
    case .taskIDs: .record(Shape.Record([.optional("taskIds", .list(of: .text))]))
    case .scopes: .record(Shape.Record([.required("scopes", .list(of: .text(.printableASCII), unique: true))]))
    }
  }
}
