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
  package struct Task: Sendable {
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
  }

  /// By kind, in the order of the project's kinds.
  package let tasks: [Task]
  package let leftOut: [LeftOut]
}

extension Plan {
  /// Leaves out what is not wanted or up to date, and what is downstream of that.
  ///
  /// A cell lives in a kind if it lives in every kind that is needed, and if its own task does; a task is left out when
  /// none of its cells lives. Under `pool-deploy` nothing is built, and what is downstream runs on what is there.
  init(_ candidates: Candidates, project: Project, flags: Flags, freshness: Freshness) {
    let isDeploy = flags.contains(.poolDeploy)
    let cells = candidates.cells
    var alive: [[Bool]] = Array(repeating: [], count: project.kinds.count)
    var planned: [[Task]] = Array(repeating: [], count: project.kinds.count)
    var leftOut: [LeftOut] = candidates.leftOut
    let asksUpstream = project.kinds.contains { $0.task.freeNames.contains("upstream") }
    var upstreams: [String: [GraphTask.Need]] = [:]

    for index in project.order {
      let kind = project.kinds[index]
      let needed = kind.needs.compactMap(project.index(ofKind:))
      // The natural join: what both kinds have, they agree on.
      let shared = needed.map { other in kind.axes.filter(project.kinds[other].axes.contains) }
      let tables: [[Coordinates: [Int]]] = zip(needed, shared).map { other, axes in
        Dictionary(grouping: planned[other].indices) { planned[other][$0].candidate.coordinates.projected(on: axes) }
      }
      var lives = Array(repeating: false, count: cells.count)

      for candidate in candidates.tasks[index] {
        let subject = LeftOut.Subject.task(label: candidate.label, kind: kind.name)
        guard candidate.isWanted else {
          leftOut.append(LeftOut(subject, because: Reason("`when` says no", at: kind.whenPlace)))
          continue
        }
        var own = candidate.cells
        if !isDeploy { own = own.filter { cell in needed.allSatisfy { alive[$0][cell] } } }
        guard !own.isEmpty else {
          let absent = kind.needs.joined(separator: " and ")
          leftOut.append(LeftOut(subject, because: Reason("what it needs of \(absent) is left out")))
          continue
        }
        let isForced = candidate.key?.isForced == true
        var unlessUpToDate = false
        if !candidate.claims.isEmpty, !isForced {
          switch freshness {
          case .unknown: unlessUpToDate = true
          case .known(let answers):
            let fresh: Set<String>
            if let chosen = answers.chosenBefore[candidate.label] {
              fresh = Set(own.lazy.map { cells[$0].location }).subtracting(chosen)
            } else {
              fresh = answers.upToDate[candidate.label] ?? []
            }
            let rest = own.filter { !fresh.contains(cells[$0].location) }
            let reason = Reason("up to date: its digest and its latest are the same task", at: kind.upToDate?.place)
            if rest.isEmpty {
              leftOut.append(LeftOut(subject, because: reason))
              own = rest
            } else if rest.count < own.count {
              let out = Set(own.lazy.map { cells[$0].location }).subtracting(rest.lazy.map { cells[$0].location })
              leftOut.append(LeftOut(.locations(out.sorted(), of: candidate.label), because: reason))
              own = rest
            }
          }
          if own.isEmpty { continue }
        }
        for cell in own { lives[cell] = true }

        var needs: [GraphTask.Need] = []
        for (position, other) in needed.enumerated() {
          let at = candidate.coordinates.projected(on: shared[position])
          for task in tables[position][at] ?? [] {
            let upstream = planned[other][task].candidate
            needs.append(.init(kind: project.kinds[other].name, label: upstream.label, id: upstream.id))
          }
        }
        needs.sort { $0.label.precedesInBytes($1.label) }
        let upstream = asksUpstream ? Self.upstream(of: needs, in: upstreams) : []
        if asksUpstream { upstreams[candidate.label] = upstream }
        planned[index].append(
          Task(
            candidate: candidate, locations: Cell.distinct(own.lazy.map { cells[$0].location }),
            pools: Cell.distinct(own.lazy.compactMap { cells[$0].pool }), needs: needs, upstream: upstream,
            unlessUpToDate: unlessUpToDate,
            reasons: [candidates.part.reason] + (candidate.key.map { [$0.reason] } ?? [])))
      }
      alive[index] = lives
    }
    tasks = Array(planned.joined())
    self.leftOut = leftOut
  }

  private static func upstream(
    of needs: [GraphTask.Need], in upstreams: [String: [GraphTask.Need]]
  ) -> [GraphTask.Need] {
    var all = Set(needs)
    for need in needs { all.formUnion(upstreams[need.label] ?? []) }
    return all.sorted { $0.label.precedesInBytes($1.label) }
  }
}
