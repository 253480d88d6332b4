package import Diagnostics
package import Document
import JSONE
import TaskDefinitions

/// `.taskcluster.yml`, rendered as Taskcluster's GitHub service does for an event.
package struct TaskclusterYAML: Sendable {
  package static let path = ".taskcluster.yml"

  private let file: SourceFile
  private let template: Template
  private let node: Node
  private let tasksPlace: Place

  /// - Throws: the file's mistakes, those of every expression included, with exit code 78.
  package init(_ file: SourceFile) throws(Failure) {
    self.file = file
    node = try Node(yaml: file)
    template = Template(node, in: file)
    tasksPlace = file.place(node.member("tasks")?.keyRange ?? node.range)
    guard template.problems.isEmpty else { throw Failure(.configuration, template.problems) }
  }

  /// What the file is rendered for.
  package struct Event: Sendable {
    /// One of `kinds`.
    package let tasksFor: String
    /// The body of the webhook.
    package let body: JSON
    package let rootURL: String
    package let now: Timestamp

    /// What an event may be for. Source: Taskcluster's documentation of `.taskcluster.yml`, version 1.
    package static let kinds = [
      "github-push", "github-pull-request", "github-pull-request-untrusted", "github-release", "github-issue-comment",
    ]

    /// What the body of a webhook is for, by what GitHub puts into it.
    package static func kind(of body: JSON) -> String {
      if body["comment"] != nil { return "github-issue-comment" }
      if body["pull_request"] != nil { return "github-pull-request" }
      return body["release"] != nil ? "github-release" : "github-push"
    }

    package init(tasksFor: String, body: JSON, rootURL: String, now: Timestamp) {
      self.tasksFor = tasksFor
      self.body = body
      self.rootURL = rootURL
      self.now = now
    }
  }

  /// The rendered file, its tasks completed with what the service adds: ids, the scheduler, the route to the status.
  ///
  /// - Throws: the template's mistake, with exit code 65.
  package func render(_ event: Event) throws(Failure) -> JSON {
    var context = Context(now: event.now)
    context["tasks_for"] = .string(event.tasksFor)
    context["event"] = event.body
    context["taskcluster_root_url"] = .string(event.rootURL)
    context["now"] = .string(event.now.iso)
    context.define("as_slugid") { arguments in
      // The same name is the same id, in one rendering; here in all, so that a preview repeats.
      .string(TaskID.derived(decision: .placeholder, label: arguments.first?.string ?? "").text)
    }
    let rendered: JSON?
    do throws(JSONEError) {
      rendered = try template.render(context)
    } catch {
      throw Failure(.message, [error.diagnostic.within("\(event.tasksFor)")])
    }
    guard var document = rendered?.object else {
      throw Failure(.message, [Diagnostic(id: "wrong-type", "the file is a mapping", at: file.place(at: 0))])
    }
    guard let tasks = document["tasks"]?.array ?? (document["tasks"] == nil ? [] : nil) else {
      throw Failure(.message, [Diagnostic(id: "wrong-type", "`tasks` is rendered to a list", at: tasksPlace)])
    }
    // A head commit that says so drops the push. Source: the service's own documentation.
    let message = event.body["head_commit"]?["message"]?.string ?? ""
    let isSkipped = message.contains("[skip ci]") || message.contains("[ci skip]")
    let reporting = document["reporting"]?.string == "checks-v1" ? "checks" : "statuses"
    document["tasks"] = .array(
      isSkipped ? [] : tasks.enumerated().map { complete($1, number: $0, reporting: reporting) })
    return .object(document)
  }

  private func complete(_ task: JSON, number: Int, reporting: String) -> JSON {
    guard var task = task.object else { return task }
    if task["taskId"] == nil {
      task["taskId"] = .string(TaskID.derived(decision: .placeholder, label: "task \(number)").text)
    }
    if task["taskGroupId"] == nil { task["taskGroupId"] = task["taskId"] }
    task["schedulerId"] = .string(DecisionTask.defaultSchedulerID)
    let routes = task["routes"]?.array ?? []
    if !routes.contains(.string(reporting)) { task["routes"] = .array(routes + [.string(reporting)]) }
    return .object(task)
  }

  /// The rendered tasks held against the rules of the queue and, where the settings know the worker pool, of the worker.
  package func problems(of rendered: JSON, for event: Event, settings: Settings?) -> [Diagnostic] {
    (rendered["tasks"]?.array ?? []).enumerated().flatMap { number, task -> [Diagnostic] in
      guard var body = task.object else {
        return [Diagnostic(id: "wrong-type", "a task is a mapping", at: tasksPlace, context: [event.tasksFor])]
      }
      body["taskId"] = nil
      let definition = TaskDefinition(body)
      var violations = definition.violations(now: event.now)
      if let pool = definition.taskQueueID, let worker = settings?.implementation(of: pool) {
        violations += PayloadRules(for: worker).violations(in: definition)
      }
      let name = body["metadata"]?["name"]?.string ?? "task"
      return violations.map { violation in
        let path = FieldPath([.key("tasks"), .index(number)] + violation.path.elements)
        let place = WrittenPlace.find(path, in: [.init(node: node, file: file)], isAboutKey: violation.isAboutKey)
        return Diagnostic(
          id: violation.id, violation.message, at: place, context: [event.tasksFor, "task \(name)"],
          help: violation.help, fixIts: violation.fixIts(at: place))
      }
    }
  }
}
