import CommitSyntax
import Diagnostics
import Document
import TaskDefinitions

/// What became of the candidates of one kind.
struct PlannedKind {
  let kind: Kind
  private(set) var tasks: [Plan.Task] = []
  /// Of every cell whether it lives in this kind.
  private(set) var lives: [Bool]

  init(_ kind: Kind, cellCount: Int) {
    self.kind = kind
    lives = Array(repeating: false, count: cellCount)
  }

  mutating func add(_ task: Plan.Task, living cells: [Int]) {
    tasks.append(task)
    for cell in cells { lives[cell] = true }
  }
}

/// Decides about the candidates of one kind, each by itself: what is known of the kinds that it needs is all there is to
/// know.
struct PlanStep: Sendable {
  /// A kind that is needed, and its tasks by what they share with those that need them.
  private struct Need: Sendable {
    let kind: Kind
    let lives: [Bool]
    /// The natural join: what both kinds have, they agree on.
    let axes: [Axis]
    let tasks: [Coordinates: [Plan.Task]]
  }

  struct Decision: Sendable {
    var task: Plan.Task?
    /// The cells of the task that live.
    var cells: [Int] = []
    var leftOut: [LeftOut] = []
  }

  private let kind: Kind
  private let candidates: Candidates
  private let isDeploy: Bool
  private let freshness: Freshness
  private let needs: [Need]
  private let asksUpstream: Bool

  init(
    kind: Kind, candidates: Candidates, isDeploy: Bool, freshness: Freshness, needed: [PlannedKind], asksUpstream: Bool
  ) {
    self.kind = kind
    self.candidates = candidates
    self.isDeploy = isDeploy
    self.freshness = freshness
    self.asksUpstream = asksUpstream
    needs = needed.map { other in
      let axes = kind.axes.filter(other.kind.axes.contains)
      return Need(
        kind: other.kind, lives: other.lives, axes: axes,
        tasks: Dictionary(grouping: other.tasks) { $0.candidate.coordinates.projected(on: axes) })
    }
  }

  func decide(_ candidate: Candidates.Task) -> Decision {
    let cells = candidates.cells
    let subject = LeftOut.Subject.task(label: candidate.label, kind: kind.name)
    func out(_ reason: Reason) -> Decision { Decision(leftOut: [LeftOut(subject, because: reason)]) }

    if let refusal = candidate.refusal { return out(refusal) }
    var own = candidate.cells
    if !isDeploy, !needs.isEmpty { own = own.filter { cell in needs.allSatisfy { $0.lives[cell] } } }
    guard !own.isEmpty else { return out(Reason(.needsLeftOut(kind.needs))) }
    let verdict = Verdict(candidate, freshness, at: kind.upToDate?.place)
    let rest = own.filter { !verdict.isOut(cells[$0].location) }
    guard !rest.isEmpty else { return out(verdict.whyOut) }
    var decision = Decision()
    if rest.count < own.count {
      let gone = Set(own.lazy.map { cells[$0].location }).subtracting(rest.lazy.map { cells[$0].location })
      let owner = LeftOut.Owner.task(label: candidate.label, kind: kind.name)
      decision.leftOut.append(LeftOut(.locations(gone.sorted(), of: owner), because: verdict.whyOut))
      own = rest
    }
    decision.cells = own
    decision.task = task(candidate, own, verdict)
    return decision
  }

  /// - Parameter own: the cells that are left of it.
  private func task(_ candidate: Candidates.Task, _ own: [Int], _ verdict: Verdict) -> Plan.Task {
    let upstreamTasks = needs.flatMap { need in need.tasks[candidate.coordinates.projected(on: need.axes)] ?? [] }
    let isWhole = own.count == candidate.cells.count
    let locations = isWhole ? candidate.locations : Cell.distinct(own.lazy.map { candidates.cells[$0].location })
    let pools = isWhole ? candidate.pools : Cell.distinct(own.lazy.compactMap { candidates.cells[$0].pool })
    let part = candidates.part
    // Most tasks are of all that their key has.
    let known = candidate.key.flatMap { $0.locations == locations && $0.pools == pools ? $0.namesReasons : nil }
    return Plan.Task(
      candidate, of: kind.name, locations: locations, pools: pools,
      needs: upstreamTasks.map(\.asNeed).sorted { $0.label.precedesInBytes($1.label) },
      upstream: asksUpstream ? Self.upstream(of: upstreamTasks) : [], unlessUpToDate: verdict.isUnknown,
      reasons: [part.reason] + (candidate.key.map { [$0.reason] } ?? [])
        + (known ?? part.names.reasons(locations: locations, pools: pools)) + (verdict.whyIn.map { [$0] } ?? []))
  }

  private static func upstream(of tasks: [Plan.Task]) -> [GraphTask.Need] {
    var all = Set(tasks.map(\.asNeed))
    for task in tasks { all.formUnion(task.upstream) }
    return all.sorted { $0.label.precedesInBytes($1.label) }
  }
}

/// What is known of whether a candidate's locations are up to date.
private struct Verdict {
  /// Nobody looked.
  private(set) var isUnknown = false
  /// Why what is in is in, if this had a say in it.
  private(set) var whyIn: Reason?
  /// Why what is out is out.
  private(set) var whyOut: Reason
  private var upToDate: Set<String> = []
  private var chosen: Set<String>?

  init(_ candidate: Candidates.Task, _ freshness: Freshness, at place: Place?) {
    whyOut = Reason(.upToDate, at: place)
    guard !candidate.claims.isEmpty else { return }
    if let force = candidate.key?.force {
      whyIn = force
      return
    }
    switch freshness {
    case .unknown: isUnknown = true
    case .known(let answers):
      // What an earlier run of this decision chose is chosen again, whatever the index says by now.
      chosen = answers.chosenBefore[candidate.label]
      upToDate = answers.upToDate[candidate.label] ?? []
      whyIn = chosen == nil ? Reason(.notUpToDate, at: place) : Reason(.chosenBefore)
      if chosen != nil { whyOut = Reason(.notChosenBefore) }
    }
  }

  func isOut(_ location: String) -> Bool {
    chosen.map { !$0.contains(location) } ?? upToDate.contains(location)
  }
}
