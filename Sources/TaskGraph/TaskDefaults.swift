import Document
import JSONE
import TaskDefinitions

/// What lies under the body of every task: `task-defaults` of the settings, and under those what the program says itself.
struct TaskDefaults: Sendable {
  private let template: Template?
  /// What the program says where nobody else does; with `task-defaults`, if they are the same for all tasks.
  private let fixed: JSONObject
  private let isComplete: Bool

  init(project: Project, context: TemplateContext) {
    let decision = context.decision
    // Source of the fields: the schema of createTask.
    let own: JSONObject = [
      "taskGroupId": .string(decision.groupID.text), "schedulerId": .string(decision.schedulerID),
      "created": .string(decision.now.iso),
      "deadline": .string(decision.now.advanced(byMilliseconds: Self.deadline).iso),
      "expires": .string(decision.now.advanced(byMilliseconds: Self.expiry).iso),
    ]
    template = project.settings.defaults?.template
    // A template that names nothing says the same of every task, unless it fails: then each of them says so.
    if let template, template.freeNames.isEmpty,
      let defaults = (try? template.render(Context())).flatMap(\.object)
    {
      fixed = defaults.merged(over: own)
      isComplete = true
    } else {
      fixed = own
      isComplete = template == nil
    }
  }

  /// The body over the defaults.
  ///
  /// - Parameter render: makes an object of a template, in the context of the task.
  func under<Failed: Error>(
    _ body: JSONObject, rendering render: (Template) throws(Failed) -> JSONObject
  ) throws(Failed) -> JSONObject {
    var defaults = fixed
    if !isComplete, let template { defaults = try render(template).merged(over: fixed) }
    // A worker pool has two spellings: a task that uses one does not want the other's default.
    if body["taskQueueId"] != nil {
      defaults["provisionerId"] = nil
      defaults["workerType"] = nil
    } else if body["provisionerId"] != nil, body["workerType"] != nil {
      defaults["taskQueueId"] = nil
    }
    return body.merged(over: defaults)
  }

  /// In milliseconds. Source: cib/behaviour.md («deadline 3 days»); the queue's own default of a year for `expires`.
  private static let deadline: Int64 = 3 * 86_400_000
  private static let expiry: Int64 = 365 * 86_400_000
}
