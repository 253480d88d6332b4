import Diagnostics
import Document
import JSONE
import TaskDefinitions

extension Graph {
  /// Renders the templates of every task of the plan, on all cores.
  ///
  /// - Parameter earlier: a graph of the same selection. Files depend on the configs alone, so they are taken from it
  ///   where a task has the locations and pools that it had there.
  /// - Throws: the errors of all templates together.
  init(
    _ plan: Plan, of part: Selection.Part, project: Project, context: TemplateContext, after earlier: Graph? = nil
  ) throws(Failure) {
    let known = earlier.map { Dictionary($0.tasks.map { ($0.label, $0) }, uniquingKeysWith: { a, _ in a }) }
    let defaults = TaskDefaults(project: project, context: context)
    let results = Parallel.map(plan.tasks) { task -> Result<GraphTask, Failure> in
      Result { () throws(Failure) in
        try Self.render(
          task, over: defaults, project: project, context: context, earlier: known?[task.candidate.label])
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
    _ task: Plan.Task, over defaults: TaskDefaults, project: Project, context: TemplateContext, earlier: GraphTask?
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

    var body = try defaults.under(try object(kind.task, values, own, kind)) { (template) throws(Failure) in
      try object(template, values, own, kind)
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

  /// What no template says and what differs from task to task.
  private static func complete(
    _ body: inout JSONObject, of task: Plan.Task, kind: Kind, decision: DecisionTask
  ) {
    let metadata = body["metadata"]?.object ?? [:]
    if metadata["name"] == nil || metadata["description"] == nil {
      body["metadata"] = .object(
        metadata.merged(over: ["name": .string(task.candidate.label), "description": .string(kind.description)]))
    }

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
}
