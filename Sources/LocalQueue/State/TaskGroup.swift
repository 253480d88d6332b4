internal import Document

/// The tasks of one push. The first of them fixes the scheduler.
struct TaskGroup: Sendable {
  let id: String
  let schedulerID: String
  var expires: Timestamp
  var sealed: Timestamp?
  /// In the order in which they were created.
  var tasks: [String] = []

  /// Source: task-group-response.json.
  var json: JSONObject {
    var json: JSONObject = [
      "taskGroupId": .string(id), "schedulerId": .string(schedulerID), "expires": .string(expires.iso),
    ]
    if let sealed { json["sealed"] = .string(sealed.iso) }
    return json
  }
}
