internal import Document
internal import TaskDefinitions

/// Creates one task, or finds that it is there.
///
///     PUT ── 200 ─────────────────────────────────────▶ created
///      ▲ └── 409 already used, 400 created too early ─▶ GET ── the same ──▶ adopted
///      │     409 sealed, 400 of a deadline               │ └── another ───▶ failed: how they differ
///      └── new times, where they are all that is wrong ──┴ not there
///
/// Any other refusal is a failure with the server's words.
struct TaskCreation: Sendable {
  let item: SubmissionItem
  let client: Client
  let patience: Patience

  /// PUTs with new times. More than one is only needed where a server contradicts itself.
  private static let rounds = 3
  /// Looks at a task that a PUT has just been told of: what one node has stored, another may not know yet.
  private static let looks = 4

  func run() async -> SubmissionReport.Outcome {
    var round = 1
    while true {
      do throws(CallError) {
        try await client.queue.createTask(item.taskID, body: body, patience: patience)
        return .created
      } catch {
        guard let conflict = Conflict(error) else { return .failed(.call(error)) }
        if let outcome = await settle(conflict) { return outcome }
        if case .late = conflict { return .failed(.call(error)) }
        guard round < Self.rounds else { return .failed(.call(error)) }
        if patience.halt?.isRaised == true { return .failed(.call(.stopped)) }
        round += 1
      }
    }
  }

  /// The bytes of one PUT, the same for all its tries.
  private var body: [UInt8] {
    var body = item.definition.body
    body["created"] = .string(client.clock.now.iso)
    return JSON.object(body).bytes()
  }

  /// Refusals that may mean that the task is there.
  private enum Conflict {
    case alreadyUsed
    /// The tries took too long: one of them may have been done.
    case createdTooEarly
    /// Our clock was ahead, which the answer has put right. Nothing was done.
    case createdTooLate
    case sealed(ServerError)
    /// The task is too late, which says nothing of one that was made in time: the queue looks at times first.
    case late

    /// The three conflicts of the queue share a code: only their texts differ.
    init?(_ error: CallError) {
      guard case .refused(let error) = error else { return nil }
      let text = error.message.text
      switch error.status {
      case 409 where text.contains("already used"): self = .alreadyUsed
      case 409 where text.contains("sealed"): self = .sealed(error)
      case 400 where text.contains("`created` cannot be in the past"): self = .createdTooEarly
      case 400 where text.contains("`created` cannot be in the future"): self = .createdTooLate
      case 400 where text.contains("`deadline` cannot be") || text.contains("`expires` cannot be"): self = .late
      default: return nil
      }
    }
  }

  /// What the task on the queue says; nil if there is none and it is to be sent again.
  private func settle(_ conflict: Conflict) async -> SubmissionReport.Outcome? {
    if case .createdTooLate = conflict { return nil }
    let existing: TaskDefinition?
    do throws(CallError) {
      existing = try await look()
    } catch {
      return .failed(.call(error))
    }
    if let existing {
      let differences = item.definition.differences(
        from: existing, taskID: item.taskID, ignoring: TaskDefinition.volatileFields)
      let secrets = client.access.credentials.redaction
      return differences.isEmpty
        ? .adopted : .failed(.conflict(differences.map { Discrepancy($0, hiding: secrets) }))
    }
    if case .sealed(let error) = conflict { return .failed(.superseded(error)) }
    return nil
  }

  private func look() async throws(CallError) -> TaskDefinition? {
    for number in 1...Self.looks {
      if number > 1 {
        let delay = client.policy.delay(beforeTry: number, random: client.pacing.random())
        await client.pacing.sleep(delay, orUntil: patience.halt)
        if patience.halt?.isRaised == true || Task.isCancelled { throw .stopped }
      }
      if let task = try await client.queue.task(item.taskID, patience: patience) { return task }
    }
    return nil
  }
}
