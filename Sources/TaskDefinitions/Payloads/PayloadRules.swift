internal import Document

/// What a worker refuses in a task: its payload's shape, and the rules that tie the payload to the rest of the task.
/// The queue does not look into payloads, so without these a mistake shows an hour later, on the worker.
package struct PayloadRules: Sendable {
  package let implementation: WorkerImplementation

  package init(for implementation: WorkerImplementation) { self.implementation = implementation }

  /// Everything that is wrong. Paths begin at the task.
  package func violations(in task: TaskDefinition) -> [Violation] {
    guard let payload = task.body["payload"] else { return [] }
    let shape = ShapeCheck.violations(of: payload, against: implementation.payload, at: ["payload"])
    return shape + scopeViolations(payload, task) + mountViolations(payload, task) + artifactViolations(payload, task)
      + environmentViolations(payload) + combinationViolations(payload)
  }

  // MARK: - Scopes

  /// Features that are guarded by a scope, which the task itself must list.
  private func scopeViolations(_ payload: JSON, _ task: TaskDefinition) -> [Violation] {
    let needs = WorkerScopes(implementation, pool: task.taskQueueID ?? "").needed(by: payload)
    guard !needs.isEmpty else { return [] }
    let listed = task.scopes
    // Mostly the very scope is there, and a set would be made for nothing.
    lazy var held = ScopeSet(listed)
    return needs.compactMap { need in
      guard !need.scopes.contains(where: { listed.contains($0) || held.satisfies($0) }), let scope = need.scopes.first
      else { return nil }
      return Violation(need.path, .scopeNotListed(scope, because: need.reason))
    }
  }

  // MARK: - Mounts and artifacts

  /// A task that mounts an artifact of another must wait for that one.
  private func mountViolations(_ payload: JSON, _ task: TaskDefinition) -> [Violation] {
    guard let mounts = payload["mounts"]?.array, !mounts.isEmpty else { return [] }
    let dependencies = Set(task.dependencies)
    return mounts.enumerated().compactMap { index, mount in
      guard let id = mount["content"]?["taskId"]?.string, !dependencies.contains(id) else { return nil }
      return Violation(
        ["payload", "mounts", .index(index), "content", "taskId"], .dependencyNotListed(id))
    }
  }

  /// An artifact that expires by itself does so neither before the task is over nor after the task is gone.
  private func artifactViolations(_ payload: JSON, _ task: TaskDefinition) -> [Violation] {
    let artifacts: [(FieldPath.Element, JSON)] =
      switch payload["artifacts"] {
      case .array(let items)?: items.enumerated().map { (.index($0), $1) }
      case .object(let object)?: object.members.map { (.key($0.key), $0.value) }
      default: []
      }
    let expiring = artifacts.filter { $0.1["expires"] != nil }
    guard !expiring.isEmpty, let deadline = task.deadline, let last = task.expires else { return [] }
    return expiring.compactMap { element, artifact in
      guard let expires = artifact["expires"]?.string.flatMap({ Timestamp(iso: $0) }) else { return nil }
      guard expires < deadline || expires > last else { return nil }
      return Violation(["payload", "artifacts", element, "expires"], .artifactExpires)
    }
  }

  // MARK: - The rest

  /// On Windows the worker writes the environment into a batch file, as lines of `set NAME=value`.
  private func environmentViolations(_ payload: JSON) -> [Violation] {
    guard implementation == .genericWorkerWindows, let variables = payload["env"]?.object else { return [] }
    return variables.members.compactMap { variable in
      guard variable.key.hasLineBreak || variable.value.string?.hasLineBreak == true else { return nil }
      return Violation(["payload", "env", .key(variable.key)], .lineBreakInEnvironment)
    }
  }

  private func combinationViolations(_ payload: JSON) -> [Violation] {
    guard implementation == .genericWorkerWindows, let features = payload["features"],
      features["runAsAdministrator"]?.bool == true, features["chainOfTrust"]?.bool == true
    else { return [] }
    return [Violation(["payload", "features", "runAsAdministrator"], .administratorWithChainOfTrust)]
  }
}

extension String {
  /// What ends a line in a batch file.
  fileprivate var hasLineBreak: Bool {
    var text = self
    return text.withUTF8 { bytes in bytes.contains { $0 == 0x0A || $0 == 0x0D } }
  }
}
