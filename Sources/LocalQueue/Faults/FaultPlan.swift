/// Which requests meet which faults.
package struct FaultPlan: Sendable, Equatable {
  /// One fault, and the requests that meet it.
  package struct Rule: Sendable, Equatable {
    package let fault: Fault
    package let requests: Requests
    package let occasion: Occasion

    package init(_ fault: Fault, on requests: Requests = .all, _ occasion: Occasion = .always) {
      (self.fault, self.requests, self.occasion) = (fault, requests, occasion)
    }
  }

  /// What a rule looks at.
  package enum Requests: Sendable, Equatable {
    case all
    /// By the name that the API's reference gives the call.
    case call(String)
    /// By a part of the path.
    case path(String)
  }

  /// Which of the requests that a rule looks at meet its fault.
  package enum Occasion: Sendable, Equatable {
    case always
    /// Each with this probability, 0…1.
    case probability(Double)
    /// By their number among those the rule looks at, from 1.
    case numbers([ClosedRange<Int>])
  }

  package var rules: [Rule]
  /// How long each answer is held back, in milliseconds.
  package var latency: Int64
  /// How far the server's clock is ahead, in milliseconds; less than 0 if it is behind.
  package var clockSkew: Int64
  /// Where the dice start: the same seed and the same requests meet the same faults.
  package var seed: UInt64

  package init(_ rules: [Rule] = [], latency: Int64 = 0, clockSkew: Int64 = 0, seed: UInt64 = 0) {
    (self.rules, self.latency, self.clockSkew, self.seed) = (rules, latency, clockSkew, seed)
  }

  package static let none = FaultPlan()
}
