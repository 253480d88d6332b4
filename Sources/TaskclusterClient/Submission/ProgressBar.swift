/// A bar for a terminal: `[######------] 60/120`, and what went wrong so far.
package struct ProgressBar: Sendable {
  private var done = 0
  private var total = 0
  private var failed = 0
  private var retries = 0

  package init() {}

  package mutating func note(_ event: SubmissionEvent) {
    switch event {
    case .started(let total): self.total = total
    case .finished(_, let outcome, let done, let total):
      (self.done, self.total) = (done, total)
      if outcome.kind == .failed { failed += 1 }
    case .retrying: retries += 1
    case .stopping: break
    }
  }

  /// - Parameter width: columns of the terminal.
  package func text(width: Int) -> String {
    var rest = " \(done)/\(total)"
    if retries > 0 { rest += ", \(retries) sent again" }
    if failed > 0 { rest += ", \(failed) failed" }
    let room = min(40, width - rest.utf8.count - 3)
    guard room >= 5, total > 0 else { return String(rest.dropFirst().prefix(max(0, width - 1))) }
    let filled = min(room, max(0, done) * room / total)
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "]" + rest
  }
}
