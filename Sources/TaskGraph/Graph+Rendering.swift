import Diagnostics
import Document
import JSONE
import TaskDefinitions

extension Graph {
  /// Renders the templates of every task of the plan, on both cores.
  ///
  /// - Parameter earlier: a graph of the same selection. Files depend on the configs alone, so they are taken from it
  ///   where a task has the locations and pools that it had there.
  /// - Throws: the errors of all templates together.
  init(
    _ plan: Plan, of part: Selection.Part, project: Project, context: TemplateContext, after earlier: Graph? = nil
  ) throws(Failure) {
    let known = earlier.map { Dictionary($0.tasks.map { ($0.label, $0) }, uniquingKeysWith: { a, _ in a }) }
    let results = Parallel.map(plan.tasks) { task -> Result<GraphTask, Failure> in
      Result { () throws(Failure) in
        try Self.render(task, project: project, context: context, earlier: known?[task.candidate.label])
      }
    }
    var tasks: [GraphTask] = []
    tasks.reserveCapacity(results.count)
    var problems: [Diagnostic] = []
    for result in results {
      switch result {
      case .success(let task): tasks.append(task)
      case .failure(let failure): problems += failure.diagnostics
      }
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    self.init(
      environment: part.environment.name, rootURL: part.environment.rootURL, tasks: tasks,
      leftOut: part.leftOut + plan.leftOut)
  }

  private static func render(
    _ task: Plan.Task, project: Project, context: TemplateContext, earlier: GraphTask?
  ) throws(Failure) -> GraphTask {
    let candidate = task.candidate
    let kind = project.kinds[candidate.kind]
    let own = context.with(candidate.coordinates, key: candidate.key, locations: task.locations, pools: task.pools)
    let files: [PublishedFile]
    if let earlier, earlier.locations == task.locations, earlier.pools == task.pools, !kind.fileNamesAskDecision {
      files = earlier.files
    } else {
      files = try own.files(of: kind)
    }
    let values = own.context(needs: task.needs, upstream: task.upstream, files: files)

    var body = try object(kind.task, values, own, kind)
    if let template = project.settings.defaultsTemplate {
      body = Self.merge(body, overDefaults: try object(template, values, own, kind))
    }
    Self.complete(&body, of: task, kind: kind, decision: context.decision)
    return GraphTask(
      label: candidate.label, id: candidate.id, kind: kind.name, coordinates: candidate.coordinates,
      locations: task.locations, pools: task.pools, needs: task.needs, definition: .object(body), files: files,
      unlessUpToDate: task.unlessUpToDate, hasOptionalScopes: kind.hasOptionalScopes, reasons: task.reasons)
  }

  private static func object(
    _ template: Template, _ values: Context, _ own: TaskContext, _ kind: Kind
  ) throws(Failure) -> JSONObject {
    let value: JSON?
    do throws(JSONEError) { value = try template.render(values) } catch { throw own.failure(error, of: kind) }
    guard let object = value?.object else {
      throw Failure(
        .configuration,
        [Diagnostic(id: "wrong-type", "a task is a mapping", at: template.place, context: own.describe(kind))])
    }
    return object
  }

  /// What a template does not say is said here. Source of the fields: the schema of createTask.
  private static func complete(
    _ body: inout JSONObject, of task: Plan.Task, kind: Kind, decision: DecisionTask
  ) {
    func setDefault(_ name: String, _ value: @autoclosure () -> JSON) {
      if body[name] == nil { body[name] = value() }
    }
    setDefault("taskGroupId", .string(decision.groupID.text))
    setDefault("schedulerId", .string(decision.schedulerID))
    setDefault("created", .string(decision.now.iso))
    setDefault("deadline", .string(decision.now.advanced(byMilliseconds: Defaults.deadline).iso))
    setDefault("expires", .string(decision.now.advanced(byMilliseconds: Defaults.expiry).iso))

    var metadata = body["metadata"]?.object ?? [:]
    if metadata["name"] == nil { metadata["name"] = .string(task.candidate.label) }
    if metadata["description"] == nil { metadata["description"] = .string(kind.description) }
    body["metadata"] = .object(metadata)

    var dependencies = body["dependencies"] ?? .array(task.needs.map { .string($0.id.text) })
    if let ids = dependencies.array {
      let own = JSON.string(decision.id.text)
      // Nothing starts before the decision has said everything; and a worker refuses a mount of a task it does not wait for.
      if ids.isEmpty || (Self.mountsArtifact(of: own, body) && !ids.contains(own)) {
        dependencies = .array(ids + [own])
      }
    }
    body["dependencies"] = dependencies

    guard !task.candidate.claims.isEmpty else { return }
    let claims = task.locations.compactMap { task.candidate.claims[$0] }
    let routes = claims.flatMap { ["index.\($0.digestNamespace)", "index.\($0.latestNamespace)"] }
    body["routes"] = .array((body["routes"]?.array ?? []) + routes.map(JSON.string))
    var extra = body["extra"]?.object ?? [:]
    // Read back by a later run of the same decision, so that it says the same.
    extra["decision"] = ["label": .string(task.candidate.label), "locations": JSON(task.locations)]
    body["extra"] = .object(extra)
  }

  private static func mountsArtifact(of decision: JSON, _ body: JSONObject) -> Bool {
    (body["payload"]?["mounts"]?.array ?? []).contains { $0["content"]?["taskId"] == decision }
  }

  /// A worker pool has two spellings: a task that uses one does not want the other's default.
  private static func merge(_ task: JSONObject, overDefaults defaults: JSONObject) -> JSONObject {
    var defaults = defaults
    if task["taskQueueId"] != nil {
      defaults["provisionerId"] = nil
      defaults["workerType"] = nil
    } else if task["provisionerId"] != nil, task["workerType"] != nil {
      defaults["taskQueueId"] = nil
    }
    return merge(task, over: defaults)
  }

  /// Mappings are merged deeply; anything else of the task replaces what lies under it.
  static func merge(_ task: JSONObject, over defaults: JSONObject) -> JSONObject {
    // There are fewer defaults than members.
    var merged = task
    for member in defaults.members {
      switch (merged[member.key], member.value) {
      case (.none, let value): merged[member.key] = value
      case (.object(let upper)?, .object(let lower)): merged[member.key] = .object(merge(upper, over: lower))
      default: break
      }
    }
    return merged
  }

  /// In milliseconds. Source: cib/behaviour.md («deadline 3 days»); the queue's own default of a year for `expires`.
  private enum Defaults {
    static let deadline: Int64 = 3 * 86_400_000
    static let expiry: Int64 = 365 * 86_400_000
  }
}
