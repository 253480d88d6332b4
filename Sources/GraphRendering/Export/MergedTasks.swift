import Document
import TaskDefinitions
package import TaskGraph

/// The tasks of all environments, by label. A task that is the same in two of them is there once.
package struct MergedTasks {
  /// In the order of their labels.
  package let tasks: [GraphTask]

  package init(_ set: GraphSet) {
    let all = set.graphs.count == 1 ? set.graphs[0].tasks : set.tasks.sorted { $0.label.precedesInBytes($1.label) }
    var tasks: [GraphTask] = []
    tasks.reserveCapacity(all.count)
    // An id is made of the label, so two of one label are one task for the queue as well.
    for task in all where tasks.last.map({ !$0.label.hasSameBytes(as: task.label) }) ?? true { tasks.append(task) }
    self.tasks = tasks
  }

  /// The same in the order of their ids, as keys of an object stand.
  var byID: [GraphTask] { tasks.sorted { $0.id.text.precedesInBytes($1.id.text) } }
}
