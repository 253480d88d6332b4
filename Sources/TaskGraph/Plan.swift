import CommitSyntax
import Document
import JSONE

/// What has been found out about images that may be up to date. All of it is asked before the plan is made.
package enum Freshness: Sendable {
  /// Nothing was looked up: whatever has a claim is built «unless up to date».
  case unknown
  case known(Answers)

  package struct Answers: Sendable {
    /// Labels → the locations whose two routes hold the same task.
    package var upToDate: [String: Set<String>]
    /// Labels of tasks that this decision made in an earlier run → the locations that it chose then.
    package var chosenBefore: [String: Set<String>]

    package init(upToDate: [String: Set<String>] = [:], chosenBefore: [String: Set<String>] = [:]) {
      self.upToDate = upToDate
      self.chosenBefore = chosenBefore
    }
  }
}

/// The tasks of one environment, with what each waits for: candidates less those that are left out.
package struct Plan: Sendable {
  /// A class: see `Candidates.Task`.
  package final class Task: Sendable {
    package let candidate: Candidates.Task
    /// Sorted.
    package let locations: [String]
    package let pools: [String]
    /// Sorted by label.
    package let needs: [GraphTask.Need]
    /// Everything that it waits for, at whatever distance, sorted by label; empty unless a template asks for it.
    package let upstream: [GraphTask.Need]
    package let unlessUpToDate: Bool
    package let reasons: [Reason]
    /// What it is to those that wait for it.
    let asNeed: GraphTask.Need

    init(
      _ candidate: Candidates.Task, of kind: String, locations: [String], pools: [String], needs: [GraphTask.Need],
      upstream: [GraphTask.Need], unlessUpToDate: Bool, reasons: [Reason]
    ) {
      self.candidate = candidate
      asNeed = GraphTask.Need(kind: kind, label: candidate.label, id: candidate.id)
      self.locations = locations
      self.pools = pools
      self.needs = needs
      self.upstream = upstream
      self.unlessUpToDate = unlessUpToDate
      self.reasons = reasons
    }
  }

  /// By kind, in the order of the project's kinds.
  package let tasks: [Task]
  package let leftOut: [LeftOut]
}

extension Plan {
  /// Leaves out what is not wanted or up to date, and what is downstream of that: kind by kind, those first that others
  /// need.
  ///
  /// A cell lives in a kind if it lives in every kind that is needed, and if its own task does; a task is left out when
  /// none of its cells lives. Under `pool-deploy` nothing is built, and what is downstream runs on what is there.
  init(_ candidates: Candidates, project: Project, flags: Flags, freshness: Freshness) {
    var done: [PlannedKind?] = Array(repeating: nil, count: project.kinds.count)
    var leftOut: [LeftOut] = candidates.leftOut
    let asksUpstream = project.kinds.contains { $0.task.freeNames.contains("upstream") }
    for index in project.order {
      let kind = project.kinds[index]
      let step = PlanStep(
        kind: kind, candidates: candidates, isDeploy: flags.contains(.poolDeploy), freshness: freshness,
        needed: kind.needs.compactMap { project.index(ofKind: $0).flatMap { done[$0] } }, asksUpstream: asksUpstream)
      var planned = PlannedKind(kind, cellCount: candidates.cells.count)
      for decision in Parallel.map(candidates.tasks[index], { step.decide($0) }) {
        leftOut += decision.leftOut
        if let task = decision.task { planned.add(task, living: decision.cells) }
      }
      done[index] = planned
    }
    tasks = done.flatMap { $0?.tasks ?? [] }
    self.leftOut = leftOut
  }
}
