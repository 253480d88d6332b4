import Document
import TaskGraph

/// What there is to say about some tasks in one line.
struct Summary {
  let tasks: Int
  /// Virtual machines that Packer starts for them.
  let machines: Int
  /// Of the chain that takes longest, in seconds, if each task takes its `maxRunTime`.
  let longestPath: Int
  /// How many environments these are of.
  private let environments: Int

  init(of graph: Graph) {
    tasks = graph.tasks.count
    machines = graph.tasks.reduce(0) { $0 + $1.machines }
    longestPath = graph.longestPath
    environments = 1
  }

  init(of graphs: [Graph]) {
    let parts = graphs.map(Summary.init(of:))
    tasks = parts.reduce(0) { $0 + $1.tasks }
    machines = parts.reduce(0) { $0 + $1.machines }
    longestPath = parts.reduce(0) { Swift.max($0, $1.longestPath) }
    environments = parts.count
  }

  /// `3 tasks, 5 VMs, longest path 5.5 h`; of several graphs `6 tasks in 2 environments, …`
  var text: String {
    var parts = [amount(tasks, "task") + (environments > 1 ? " in \(amount(environments, "environment"))" : "")]
    if machines > 0 { parts.append(amount(machines, "VM")) }
    if longestPath > 0 { parts.append("longest path \(TimeBound(seconds: longestPath))") }
    return parts.joined(separator: ", ")
  }
}

/// `1 task`, `2 tasks`
func amount(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension GraphTask {
  /// Virtual machines that it starts: a build starts one per builder of its Packer template, which is one a location.
  var machines: Int { files.reduce(0) { $0 + ($1.packerBuilders?.count ?? 0) } }

  /// The pool that runs it, `provisioner/workerType`.
  var workerPool: String? {
    if let provisioner = definition["provisionerId"]?.string, let worker = definition["workerType"]?.string {
      return "\(provisioner)/\(worker)"
    }
    return definition["taskQueueId"]?.string
  }

  var summary: String? { definition["metadata"]?["description"]?.string }
}
