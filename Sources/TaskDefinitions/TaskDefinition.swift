package import Document

/// The body of `createTask`: a JSON object, and what the queue reads in it. A field of the wrong type counts as absent
/// here; `violations` says that it is wrong.
package struct TaskDefinition: Sendable, Equatable {
  package let body: JSONObject

  package init(_ body: JSONObject) { self.body = body }

  package var json: JSON { .object(body) }

  package func text(_ field: String) -> String? { body[field]?.string }
  package func time(_ field: String) -> Timestamp? { text(field).flatMap { Timestamp(iso: $0) } }
  package func texts(_ field: String) -> [String] { body[field]?.array?.compactMap(\.string) ?? [] }

  package var created: Timestamp? { time("created") }
  package var deadline: Timestamp? { time("deadline") }
  /// The deadline and a year, if the task does not say.
  package var expires: Timestamp? { time("expires") ?? deadline?.oneYearLater }

  package var dependencies: [String] { texts("dependencies") }
  package var routes: [String] { texts("routes") }
  package var scopes: [String] { texts("scopes") }
  package var priority: String { text("priority") ?? "lowest" }
  package var schedulerID: String { text("schedulerId") ?? "-" }
  package var projectID: String { text("projectId") ?? "none" }
  package var payload: JSON { body["payload"] ?? .object([:]) }

  /// `<provisionerId>/<workerType>`, from whichever of the fields is there; nil if neither is.
  package var taskQueueID: String? {
    if let provisioner = text("provisionerId"), let worker = text("workerType") { return "\(provisioner)/\(worker)" }
    return text("taskQueueId")
  }
}
