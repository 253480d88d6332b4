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
  let interruption: Interruption
  var isDryRun = false
  var isQuiet = false
  /// The templates' time, if it is given; that of the decision task otherwise.
  var now: Timestamp?

  private var pipeline: Pipeline { loaded.pipeline }

  /// - Returns: how the command ends, everything having been said.
  func run() async throws -> Diagnostics.ExitCode {
    // What an earlier run did must not be taken for the end of this one.
    artifacts.remove(Self.reportName)
    let draft = try pipeline.draft(loaded.message, loaded.inputs)
    let offline = try await pipeline.finish(draft, loaded.inputs)
    Terminal.standardError.write(offline.diagnostics)
    guard !offline.tasks.isEmpty else {
      try DecisionArtifacts(graphs: offline, inputs: loaded.inputs).write(to: artifacts)
      Terminal.report.write("nothing to submit: no task\n")
      return .good
    }
    var said = offline.diagnostics
    do {
      return try await go(on: draft, offline, &said)
    } catch let failure as Failure {
      // Why nothing was sent is looked for in the artifacts, too.
      throw failure.after { () throws(Failure) in
        try DecisionArtifacts.write(said + failure.diagnostics, to: artifacts)
      }
    }
  }

  /// What comes after the first request. `said` is what the artifacts say of a failure besides the failure.
  private func go(
    on draft: Pipeline.Draft, _ offline: GraphSet, _ said: inout [Diagnostic]
  ) async throws -> Diagnostics.ExitCode {
    let voice = SubmissionVoice(isQuiet: isQuiet)
    var inputs = loaded.inputs
    inputs.decision = try await decisionTask(inputs.decision, voice)
    let lookup = IndexLookup(client: client, patience: { voice.patience(for: $0) })
    let graphs = try await pipeline.finish(draft, inputs, after: offline) { try await lookup.freshness(of: $0) }
    said = graphs.diagnostics
    var artifacts = DecisionArtifacts(graphs: graphs, inputs: inputs)
    guard !graphs.tasks.isEmpty else {
      try artifacts.write(to: self.artifacts)
      Terminal.report.write("nothing to submit: all is up to date\n")
      return .good
    }
    let preflight: Preflight
    do {
      preflight = try await Preflight(
        graphs.submissionItems, client: client, patience: voice.patience(for: "auth.currentScopes"))
    } catch let failure as Failure {
      // Whoever grants a scope wants to see what for.
      throw failure.after { () throws(Failure) in try artifacts.write(to: self.artifacts) }
    }
    Terminal.standardError.write(preflight.warnings)
    artifacts.graphs = graphs.leavingOut(preflight.leftOut)
    artifacts.remarks = preflight.warnings
    try artifacts.write(to: self.artifacts)
    guard !isDryRun else {
      Terminal.report.write("\(preflight.items.count) tasks would be submitted\n")
      return .good
    }
    return try await submit(preflight.items, graphs, voice)
  }

  /// What the queue knows of the task that we run in: its creation is the templates' `now`, and its scheduler that of the
  /// whole group.
  private func decisionTask(_ offline: DecisionTask, _ voice: SubmissionVoice) async throws(Failure) -> DecisionTask {
    let definition: TaskDefinition?
    let name = "the decision task \(offline.id)"
    do throws(CallError) {
      definition = try await client.queue.task(offline.id, patience: voice.patience(for: name))
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within(name)])
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

  private static let reportName = DecisionArtifact.submission.rawValue

  private func submit(
    _ items: [SubmissionItem], _ graphs: GraphSet, _ voice: SubmissionVoice
  ) async throws -> Diagnostics.ExitCode {
    let submission = try Submission(items, client: client.with(policy: .submission), stop: interruption.stop) {
      voice.show($0)
    }
    interruption.sendingBegins()
    defer { interruption.sendingEnds() }
    let report = await submission.run()
    voice.finish()
    Terminal.standardError.write(report.diagnostics)
    let overview = TaskOverview(
      report, kinds: Dictionary(graphs.tasks.map { ($0.label, $0.kind) }) { first, _ in first },
      file: "\(artifacts.path)/\(Self.reportName)", namesAll: !voice.hasNamedTasks)
    Terminal.standardError.write(overview.text)
    Terminal.report.write(report.summary)
    do throws(Failure) {
      try artifacts.write(report.json.bytes(.pretty) + [UInt8(ascii: "\n")], to: Self.reportName)
    } catch {
      Terminal.standardError.write(error.diagnostics)
      return report.exitCode == .good ? error.exitCode : report.exitCode
    }
    return report.exitCode
  }
}

extension Failure {
  /// The same after something that is done because of it. If that fails as well, both are said.
  fileprivate func after(_ body: () throws(Failure) -> Void) -> Failure {
    do throws(Failure) {
      try body()
      return self
    } catch {
      return Failure(exitCode, diagnostics + error.diagnostics.filter { !diagnostics.contains($0) })
    }
  }
}

extension SubmissionReport {
  /// `3 created, 0 adopted, 0 failed, 0 skipped`
  fileprivate var summary: String {
    Kind.allCases.map { "\(count(of: $0)) \($0.rawValue)" }.joined(separator: ", ") + "\n"
  }
}
