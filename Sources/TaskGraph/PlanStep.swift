import CommitSyntax
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

    guard candidate.isWanted else { return out(Reason("`when` says no", at: kind.whenPlace)) }
    var own = candidate.cells
    if !isDeploy, !needs.isEmpty { own = own.filter { cell in needs.allSatisfy { $0.lives[cell] } } }
    guard !own.isEmpty else {
      return out(Reason("what it needs of \(kind.needs.joined(separator: " and ")) is left out"))
    }
    var decision = Decision()
    var unlessUpToDate = false
    if !candidate.claims.isEmpty, candidate.key?.isForced != true {
      switch freshness {
      case .unknown: unlessUpToDate = true
      case .known(let answers):
        let fresh = Self.fresh(candidate, among: own.map { cells[$0].location }, answers)
        let rest = own.filter { !fresh.contains(cells[$0].location) }
        let reason = Reason("up to date: its digest and its latest are the same task", at: kind.upToDate?.place)
        guard !rest.isEmpty else { return out(reason) }
        if rest.count < own.count {
          let gone = Set(own.lazy.map { cells[$0].location }).subtracting(rest.lazy.map { cells[$0].location })
          decision.leftOut.append(LeftOut(.locations(gone.sorted(), of: candidate.label), because: reason))
          own = rest
        }
      }
    }

    let upstreamTasks = needs.flatMap { need in need.tasks[candidate.coordinates.projected(on: need.axes)] ?? [] }
    let isWhole = own.count == candidate.cells.count
    decision.cells = own
    decision.task = Plan.Task(
      candidate, of: kind.name,
      locations: isWhole ? candidate.locations : Cell.distinct(own.lazy.map { cells[$0].location }),
      pools: isWhole ? candidate.pools : Cell.distinct(own.lazy.compactMap { cells[$0].pool }),
      needs: upstreamTasks.map(\.asNeed).sorted { $0.label.precedesInBytes($1.label) },
      upstream: asksUpstream ? Self.upstream(of: upstreamTasks) : [], unlessUpToDate: unlessUpToDate,
      reasons: [candidates.part.reason] + (candidate.key.map { [$0.reason] } ?? []))
    return decision
  }

  /// The locations that are not built: up to date, or not among those that an earlier run of this decision chose.
  private static func fresh(
    _ candidate: Candidates.Task, among locations: [String], _ answers: Freshness.Answers
  ) -> Set<String> {
    guard let chosen = answers.chosenBefore[candidate.label] else {
      return answers.upToDate[candidate.label] ?? []
    }
    return Set(locations).subtracting(chosen)
  }

  private static func upstream(of tasks: [Plan.Task]) -> [GraphTask.Need] {
    var all = Set(tasks.map(\.asNeed))
    for task in tasks { all.formUnion(task.upstream) }
    return all.sorted { $0.label.precedesInBytes($1.label) }
  }
}
