import Document
import TaskGraph

/// What a picture says of a task.
enum TaskCaption {
  /// `4 h, 5 VMs, unless up to date`
  static func facts(of task: GraphTask) -> String {
    var parts: [String] = []
    if task.maxRunTime > 0 { parts.append(TimeBound(seconds: task.maxRunTime).description) }
    if task.machines > 0 { parts.append(amount(task.machines, "VM")) }
    if task.unlessUpToDate { parts.append("unless up to date") }
    return parts.joined(separator: ", ")
  }

  /// The second line of a box: `4 h · 5 VMs · relops-3/win2019`
  static func line(of task: GraphTask) -> String {
    var parts: [String] = []
    if task.maxRunTime > 0 { parts.append(TimeBound(seconds: task.maxRunTime).description) }
    if task.machines > 0 { parts.append(amount(task.machines, "VM")) }
    if let pool = task.workerPool { parts.append(pool) }
    return parts.joined(separator: " · ")
  }
}
