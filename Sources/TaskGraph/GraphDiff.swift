import Document
package import TaskDefinitions

/// What changes from one set of graphs to another: tasks by label, and inside a task by field. Ids and times are aside:
/// both sides are made for one decision and one moment.
package struct GraphDiff: Sendable {
  package struct Change: Sendable {
    package let label: String
    package let fields: [TaskDefinition.Difference]
    /// Of the files that the decision task publishes for it, those whose rendered content changed.
    package let files: [FileChange]
  }

  package struct FileChange: Sendable {
    package let name: String
    package let fields: [TaskDefinition.Difference]
  }

  /// Labels, sorted.
  package let added: [String]
  package let removed: [String]
  package let changed: [Change]

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  package init(from old: GraphSet, to new: GraphSet) {
    let (before, after) = (Self.byLabel(old), Self.byLabel(new))
    added = Self.sorted(after.keys.filter { before[$0] == nil })
    removed = Self.sorted(before.keys.filter { after[$0] == nil })
    changed = Self.sorted(after.keys.filter { before[$0] != nil }).compactMap { label in
      guard let a = before[label], let b = after[label] else { return nil }
      let fields = TaskDefinition(b.definition.object ?? [:]).differences(
        from: TaskDefinition(a.definition.object ?? [:]), taskID: b.id, ignoring: ["created", "deadline", "expires"])
      let files = Self.files(from: a, to: b)
      return fields.isEmpty && files.isEmpty ? nil : Change(label: label, fields: fields, files: files)
    }
  }

  /// A file that only one side has, or that is copied, is told apart by what the task says of it.
  private static func files(from old: GraphTask, to new: GraphTask) -> [FileChange] {
    let before = Dictionary(old.files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return new.files.compactMap { file in
      guard let other = before[file.name], other.sha256 != file.sha256, let a = other.value, let b = file.value else {
        return nil
      }
      return FileChange(name: file.name, fields: JSONDifference.between(b, a))
    }
  }

  private static func byLabel(_ set: GraphSet) -> [String: GraphTask] {
    Dictionary(set.tasks.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func sorted(_ labels: some Sequence<String>) -> [String] {
    labels.sorted { $0.precedesInBytes($1) }
  }
}
