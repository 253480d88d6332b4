import Document
import TaskDefinitions

extension Graph {
  /// The tasks of a circle of dependencies, the first one again at the end; nil if there is none.
  ///
  /// No recursion: a chain may be as long as the graph.
  package func cycle() -> [GraphTask]? {
    let edges = dependencyIndices
    var state = [UInt8](repeating: 0, count: tasks.count)  // 1: on the path, 2: done
    for start in tasks.indices where state[start] == 0 {
      var path: [(task: Int, next: Int)] = [(start, 0)]
      state[start] = 1
      while let (task, next) = path.last {
        if next == edges[task].count {
          state[task] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let other = edges[task][next]
        switch state[other] {
        case 0:
          state[other] = 1
          path.append((other, 0))
        case 1:
          let circle = path.drop { $0.task != other }.map { tasks[$0.task] }
          return circle + [tasks[other]]
        default: break
        }
      }
    }
    return nil
  }

  /// Indices of the tasks that each depends on, of those in the graph, as the definitions say.
  package var dependencyIndices: [[Int]] {
    let index = Dictionary(tasks.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    return tasks.map { task in
      (task.definition["dependencies"]?.array ?? []).compactMap { $0.string.flatMap { index[$0] } }
    }
  }

  /// Indices of the tasks, each after those that it depends on, otherwise by label. The graph has no cycle.
  package var topologicalOrder: [Int] {
    let edges = dependencyIndices
    var dependents: [[Int]] = Array(repeating: [], count: tasks.count)
    var waiting = edges.map(\.count)
    for (task, others) in edges.enumerated() { for other in others { dependents[other].append(task) } }
    var order = tasks.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    return order
  }

  /// Of each task, how many tasks the longest chain of those it waits for has.
  package var depths: [Int] {
    let edges = dependencyIndices
    var depths = Array(repeating: 0, count: tasks.count)
    for task in topologicalOrder {
      for other in edges[task] { depths[task] = Swift.max(depths[task], depths[other] + 1) }
    }
    return depths
  }

  /// How long the chain of tasks takes that takes longest, in seconds, if each takes its `maxRunTime`.
  package var longestPath: Int {
    let edges = dependencyIndices
    var seconds = Array(repeating: 0, count: tasks.count)
    for task in topologicalOrder {
      let before = edges[task].reduce(0) { Swift.max($0, seconds[$1]) }
      seconds[task] = before + Swift.max(0, Swift.min(tasks[task].maxRunTime, 1_000_000_000))
    }
    return seconds.max() ?? 0
  }
}
