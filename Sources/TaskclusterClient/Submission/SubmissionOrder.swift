internal import Diagnostics
internal import TaskDefinitions

/// Who waits for whom among the tasks of a submission, by their places in it.
struct SubmissionOrder: Sendable {
  /// For each task, those that wait for it.
  let dependents: [[Int]]
  /// For each task, those it waits for.
  let dependencies: [[Int]]
  /// All tasks, each after those it waits for; of those that could be next, the one that was given first.
  let order: [Int]

  init(_ items: [SubmissionItem]) throws(Failure) {
    var places: [String: Int] = [:]
    var labels: Set<String> = []
    var diagnostics: [Diagnostic] = []
    for (place, item) in items.enumerated() {
      if places.updateValue(place, forKey: item.taskID.text) != nil {
        diagnostics.append(Diagnostic(id: "duplicate-task-id", "each task has an id of its own: \(item.taskID)"))
      }
      if !labels.insert(item.label).inserted {
        diagnostics.append(Diagnostic(id: "duplicate-label", "each task has a label of its own: '\(item.label)'"))
      }
    }
    guard diagnostics.isEmpty else { throw Failure(.bug, diagnostics) }

    var dependents = [[Int]](repeating: [], count: items.count)
    dependencies = items.map { item in Set(item.definition.dependencies.compactMap { places[$0] }).sorted() }
    for (place, needed) in dependencies.enumerated() {
      for dependency in needed { dependents[dependency].append(place) }
    }
    self.dependents = dependents
    order = Self.order(dependencies, dependents)
    guard order.count == items.count else {
      let placed = Set(order)
      let circle = items.indices.filter { !placed.contains($0) }.prefix(10).map { "'\(items[$0].label)'" }
      throw Failure(
        .bug,
        [
          Diagnostic(
            id: "dependency-cycle", "tasks must not wait for each other in a circle",
            notes: [Diagnostic.Note("in or behind the circle: \(circle.joined(separator: ", "))")])
        ])
    }
  }

  private static func order(_ dependencies: [[Int]], _ dependents: [[Int]]) -> [Int] {
    var missing = dependencies.map(\.count)
    var order = missing.indices.filter { missing[$0] == 0 }
    order.reserveCapacity(missing.count)
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        missing[dependent] -= 1
        if missing[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    return order
  }
}
