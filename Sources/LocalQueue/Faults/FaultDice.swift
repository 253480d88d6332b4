/// Decides, request by request, which fault of a plan there is. It counts, so it is the one part of a plan that changes.
struct FaultDice: Sendable {
  private let plan: FaultPlan
  /// How many requests each rule has looked at.
  private var seen: [Int]
  private var state: UInt64

  init(_ plan: FaultPlan) {
    self.plan = plan
    seen = Array(repeating: 0, count: plan.rules.count)
    state = plan.seed
  }

  /// The fault that the next request meets: that of the first rule that says so. Every rule counts every request that it
  /// looks at, so the rules do not shift each other's numbers.
  mutating func fault(for call: Call?, path: Substring) -> Fault? {
    var fault: Fault?
    for (index, rule) in plan.rules.enumerated() where Self.isMeant(rule.requests, call, path) {
      seen[index] += 1
      let isDue =
        switch rule.occasion {
        case .always: true
        case .probability(let probability): roll() < probability
        case .numbers(let ranges): ranges.contains { $0.contains(seen[index]) }
        }
      if isDue, fault == nil { fault = rule.fault }
    }
    return fault
  }

  private static func isMeant(_ requests: FaultPlan.Requests, _ call: Call?, _ path: Substring) -> Bool {
    switch requests {
    case .all: true
    case .call(let name): call?.name == name
    case .path(let part): path.utf8.contains(part.utf8)
    }
  }

  /// 0…1. Source: SplitMix64.
  private mutating func roll() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
  }
}

extension Sequence where Element == UInt8 {
  fileprivate func contains(_ part: String.UTF8View) -> Bool {
    let (text, part) = (Array(self), Array(part))
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
