package import Diagnostics
package import Document
package import TaskDefinitions

/// What came of a submission, task by task.
package struct SubmissionReport: Sendable {
  package enum Outcome: Sendable, Equatable {
    /// This run created it.
    case created
    /// It was there already, made by an earlier run or one beside this.
    case adopted
    case failed(SubmissionFailure)
    case skipped(Skip)
  }

  /// Why a task was not sent.
  package enum Skip: Sendable, Equatable {
    /// A task it waits for failed: the label of the one that did.
    case dependency(String)
    /// Nothing new is sent after a failure: the label of the first one.
    case failure(String)
    /// Nothing new is sent after a request to stop.
    case stopped
  }

  package struct Entry: Sendable, Equatable {
    package let label: String
    package let taskID: TaskID
    package let outcome: Outcome
  }

  /// Sorted by label.
  package let entries: [Entry]
  /// Whether it was asked to stop before it was done.
  package let isStopped: Bool

  package init(_ entries: some Sequence<Entry>, isStopped: Bool = false) {
    self.entries = entries.sorted { $0.label.precedesInBytes($1.label) }
    self.isStopped = isStopped
  }

  package func count(of kind: Kind) -> Int { entries.count { $0.outcome.kind == kind } }

  package enum Kind: String, Sendable, CaseIterable {
    case created, adopted, failed, skipped
  }

  /// How the command ends. Where failures differ, one that another run cannot mend goes before one that it may.
  package var exitCode: ExitCode {
    var codes = Set(
      entries.compactMap { entry -> ExitCode? in
        if case .failed(let failure) = entry.outcome { failure.exitCode } else { nil }
      })
    if isStopped, count(of: .skipped) > 0 { codes.insert(.tryAgain) }
    return .worst(of: codes)
  }

  /// Each failure, and one note about what was therefore not sent.
  package var diagnostics: [Diagnostic] {
    var diagnostics = entries.compactMap { entry -> Diagnostic? in
      guard case .failed(let failure) = entry.outcome else { return nil }
      return failure.diagnostic.within("task \(entry.label)")
    }
    let skipped = count(of: .skipped)
    if skipped > 0 {
      let reason = isStopped && diagnostics.isEmpty ? "the request to stop" : "the first failure"
      diagnostics.append(
        Diagnostic(
          .note, id: "skipped-tasks", "nothing new is sent after \(reason); not sent: \(skipped) of \(entries.count)",
          help: exitCode == .tryAgain ? "run it again: what is there is kept, what is missing is sent" : nil))
    }
    return diagnostics
  }
}

extension SubmissionReport.Outcome {
  package var kind: SubmissionReport.Kind {
    switch self {
    case .created: .created
    case .adopted: .adopted
    case .failed: .failed
    case .skipped: .skipped
    }
  }
}

// MARK: - submission.json

extension SubmissionReport {
  /// By outcome, label → id, and for what failed or was skipped also why:
  ///
  ///     {"adopted": {"build": "fN1S…"}, "created": {…}, "exit-code": 0,
  ///      "failed": {"tag": {"task-id": …, "error": {"id": …, "message": …, "notes": […]}}},
  ///      "skipped": {"verify": {"task-id": …, "because": "tag"}}, "stopped": false}
  ///
  /// `because` is the label of a task that failed, or null after a request to stop.
  package var json: JSON {
    var groups: [Kind: [JSONObject.Member]] = [:]
    for entry in entries {
      groups[entry.outcome.kind, default: []].append(JSONObject.Member(key: entry.label, value: Self.json(entry)))
    }
    var object = JSONObject()
    for kind in Kind.allCases { object[kind.rawValue] = .object(JSONObject(groups[kind] ?? [])) }
    object["exit-code"] = .number(Double(exitCode.rawValue))
    object["stopped"] = .bool(isStopped)
    return .object(object)
  }

  private static func json(_ entry: Entry) -> JSON {
    switch entry.outcome {
    case .created, .adopted: .string(entry.taskID.text)
    case .failed(let failure): ["task-id": .string(entry.taskID.text), "error": json(failure.diagnostic)]
    case .skipped(let skip): ["task-id": .string(entry.taskID.text), "because": json(skip)]
    }
  }

  private static func json(_ diagnostic: Diagnostic) -> JSON {
    [
      "id": .string(diagnostic.id), "message": .string(diagnostic.message),
      "notes": JSON(diagnostic.notes.map(\.message)),
    ]
  }

  private static func json(_ skip: Skip) -> JSON {
    switch skip {
    case .dependency(let label), .failure(let label): .string(label)
    case .stopped: .null
    }
  }
}
