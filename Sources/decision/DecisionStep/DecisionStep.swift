import Diagnostics
import Document
import GraphRendering
import TaskDefinitions
import TaskGraph
import TaskclusterClient

/// The decision step: a commit's graph on the queue.
///
///     draft ──▶ offline graph ──▶ decision task ──▶ index ──▶ graph ──▶ scopes, clock ──▶ artifacts ──▶ tasks
///       │       (every mistake)   (created, group)              ▲       (all at once)
///       └───────────────────────────────────────────────────────┘
///
/// Whatever is wrong with the message, the configs or the kinds is found in the first stages, before one request.
struct DecisionStep {
  let loaded: GraphOptions.Loaded
  let client: Client
  let artifacts: OutputFolder
  var isDryRun = false
  var isQuiet = false
  /// The templates' time, if it is given; that of the decision task otherwise.
  var now: Timestamp?

  private var pipeline: Pipeline { loaded.pipeline }

  /// - Returns: how the command ends, everything having been said.
  func run() async throws -> Diagnostics.ExitCode {
    let interruption = Interruption()
    let signals = Signals { interruption.arrived($0) }
    defer { signals.restore() }
    let draft = try pipeline.draft(loaded.message, loaded.inputs)
    let offline = try await pipeline.finish(draft, loaded.inputs)
    Terminal.standardError.write(offline.diagnostics)
    guard !offline.tasks.isEmpty else {
      try publish(offline, loaded.inputs)
      Terminal.report.write("nothing to submit: no task\n")
      return .good
    }

    var inputs = loaded.inputs
    inputs.decision = try await decisionTask(inputs.decision)
    let lookup = IndexLookup(client: client)
    let graphs = try await pipeline.finish(draft, inputs, after: offline) { try await lookup.freshness(of: $0) }

    guard !graphs.tasks.isEmpty else {
      try publish(graphs, inputs)
      Terminal.report.write("nothing to submit: all is up to date\n")
      return .good
    }
    let preflight = try await Preflight(graphs.submissionItems, client: client)
    Terminal.standardError.write(preflight.warnings)
    let final = graphs.leavingOut(preflight.leftOut)
    try publish(final, inputs)
    guard !isDryRun else {
      Terminal.report.write("\(preflight.items.count) tasks would be submitted\n")
      return .good
    }
    return try await submit(preflight.items, interruption)
  }

  /// What the queue knows of the task that we run in: its creation is the templates' `now`, and its scheduler that of the
  /// whole group.
  private func decisionTask(_ offline: DecisionTask) async throws(Failure) -> DecisionTask {
    let definition: TaskDefinition?
    do throws(CallError) {
      definition = try await client.queue.task(offline.id)
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within("the decision task \(offline.id)")])
    }
    guard let definition, let created = definition.created else {
      throw Failure(
        .configuration,
        [
          Diagnostic(
            id: "no-decision-task", "the decision task `\(offline.id)` is a task on the queue",
            help: "run it in a task, where TASK_ID is set, or name one with --decision-task-id")
        ])
    }
    return DecisionTask(
      id: offline.id, groupID: definition.text("taskGroupId").flatMap { TaskID($0) } ?? offline.groupID,
      schedulerID: definition.schedulerID, now: now ?? created)
  }

  private func publish(_ graphs: GraphSet, _ inputs: Pipeline.Inputs) throws {
    try DecisionArtifacts(graphs: graphs, inputs: inputs).write(to: artifacts)
  }

  private func submit(_ items: [SubmissionItem], _ interruption: Interruption) async throws -> Diagnostics.ExitCode {
    let progress = SubmissionProgressView(isQuiet: isQuiet)
    let submission = try Submission(items, client: client.with(policy: .submission), stop: interruption.stop) {
      progress.show($0)
    }
    interruption.sendingBegins()
    let report = await submission.run()
    progress.finish()
    try artifacts.write(report.json.bytes(.pretty) + [UInt8(ascii: "\n")], to: DecisionArtifact.submission.rawValue)
    Terminal.standardError.write(report.diagnostics)
    Terminal.report.write(report.summary)
    return report.exitCode
  }
}

extension SubmissionReport {
  /// `3 created, 0 adopted, 0 failed, 0 skipped`
  fileprivate var summary: String {
    Kind.allCases.map { "\(count(of: $0)) \($0.rawValue)" }.joined(separator: ", ") + "\n"
  }
}
