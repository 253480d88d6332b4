import Diagnostics
import Document
import TaskDefinitions

extension GraphChecks {
  /// `unique-labels`: ids are made of labels.
  func uniqueLabels(_ graph: Graph) -> [Diagnostic] {
    zip(graph.tasks, graph.tasks.dropFirst()).compactMap { first, second in
      guard first.label.hasSameBytes(as: second.label) else { return nil }
      return diagnosticOfAxes(
        "the label `\(second.label)` is that of one task", second,
        help: "the values of the axes, joined by `-`, are the same for two tasks: rename a key or a pool")
    }
  }

  /// `unique-labels`, across environments: a task that is in several of them is the same task in each.
  func sharedLabels(_ graphs: [Graph]) -> [Diagnostic] {
    guard graphs.count > 1 else { return [] }
    var seen: [String: (environment: String, definition: JSON)] = [:]
    var problems: [Diagnostic] = []
    for graph in graphs {
      for task in graph.tasks {
        if let first = seen[task.label] {
          guard first.definition != task.definition else { continue }
          problems.append(
            diagnosticOfAxes(
              "the label `\(task.label)` is that of one task, not of one in `\(first.environment)` and another in "
                + "`\(graph.environment)`", task,
              help: "add `environment` to `for-each`, or look at one environment with --environment"))
        } else {
          seen[task.label] = (graph.environment, task.definition)
        }
      }
    }
    return problems
  }

  /// At the axes, which labels are made of.
  private func diagnosticOfAxes(_ message: String, _ task: GraphTask, help: String) -> Diagnostic {
    var diagnostic = diagnostic("unique-labels", message, task, help: help)
    diagnostic.place = project.index(ofKind: task.kind).map { project.kinds[$0].axesPlace }
    return diagnostic
  }

  /// `unique-routes`: the index would hold whichever task finished last.
  func uniqueRoutes(_ graph: Graph) -> [Diagnostic] {
    var seen: [String: String] = [:]
    var problems: [Diagnostic] = []
    for task in graph.tasks {
      for (index, route) in (task.definition["routes"]?.array ?? []).enumerated() {
        // Others, `checks` or `notify.…`, are for many tasks at once.
        guard let route = route.string, route.hasPrefix(IndexRoute.prefix) else { continue }
        if let first = seen[route] {
          problems.append(
            diagnostic(
              "unique-routes", "the route `\(route)` is claimed by `\(first)`", task, at: ["routes", .index(index)],
              help: "put what tells the tasks apart into it: `${name}`, `${location}`"))
        } else {
          seen[route] = task.label
        }
      }
    }
    return problems
  }

  /// `group-scheduler`: the first task of a group fixes its scheduler, and the queue refuses others in the middle of it.
  func groupScheduler(_ graph: Graph) -> [Diagnostic] {
    graph.tasks.compactMap { task in
      guard task.definition["taskGroupId"]?.string == decision.groupID.text,
        let scheduler = task.definition["schedulerId"]?.string, scheduler != decision.schedulerID
      else { return nil }
      return diagnostic(
        "group-scheduler", "a task in the decision task's group has its schedulerId, `\(decision.schedulerID)`", task,
        at: ["schedulerId"], help: "leave schedulerId out, or give the task a taskGroupId of its own")
    }
  }

  /// `no-cycle`: a template may name dependencies of its own, so that kinds without a cycle may make one.
  func acyclic(_ graph: Graph) -> [Diagnostic] {
    graph.cycle().map { cycle in
      diagnostic(
        "no-cycle", "a task does not wait for itself: \(cycle.map(\.label).joined(separator: " → "))", cycle[0],
        at: ["dependencies"])
    }.map { [$0] } ?? []
  }

  /// `task-definition` and `payload`: the rules of the queue and of the worker, over each of some tasks.
  func definitions(_ tasks: some Sequence<GraphTask>) -> [Diagnostic] {
    tasks.flatMap { task -> [Diagnostic] in
      let definition = TaskDefinition(task.definition.object ?? [:])
      // The queue's clock is asked about at submission; here the task is held against its own creation.
      var violations = definition.violations(now: definition.created)
      if let queue = definition.taskQueueID, let worker = project.settings.implementation(of: queue) {
        violations += PayloadRules(for: worker).violations(in: definition)
      }
      return violations.map { violation in
        diagnostic(of: violation, task)
      }
    }
  }

  /// `unknown-worker`, a warning: a payload that nobody looked into. A project that names no workers wants none of it.
  func unknownWorkers(_ graph: Graph) -> [Diagnostic] {
    guard !project.settings.workers.isEmpty else { return [] }
    var seen: Set<String> = []
    return graph.tasks.compactMap { task in
      guard let queue = TaskDefinition(task.definition.object ?? [:]).taskQueueID, seen.insert(queue).inserted,
        project.settings.implementation(of: queue) == nil
      else { return nil }
      let field: FieldPath.Element = task.definition["taskQueueId"] == nil ? "workerType" : "taskQueueId"
      return diagnostic(
        "unknown-worker", "nothing says what runs on `\(queue)`: payloads for it are not checked", task, at: [field],
        help: "add it to `workers` in \(Settings.path)", severity: .warning)
    }
  }
}
