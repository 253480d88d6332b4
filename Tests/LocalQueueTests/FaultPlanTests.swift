import LocalQueue
import Testing

@Suite("Fault plans")
struct FaultPlanTests {
  @Test(
    "what people write",
    arguments: [
      ("503:0.1, reset:0.05, latency:50ms", FaultPlan([rule(.unavailable, 0.1), rule(.reset, 0.05)], latency: 50)),
      ("latency:1.5s,skew:-20m,seed:7", FaultPlan(latency: 1500, clockSkew: -1_200_000, seed: 7)),
      ("stall", FaultPlan([FaultPlan.Rule(.stall)])),
      ("cut@createTask:#1", FaultPlan([FaultPlan.Rule(.cut, on: .call("createTask"), .numbers([1...1]))])),
      (
        "403@createTask:#30-,retry-after@/task/:#2-5+9",
        FaultPlan([
          FaultPlan.Rule(.insufficientScopes, on: .call("createTask"), .numbers([30...Int.max])),
          FaultPlan.Rule(.tooManyRequestsRetryAfter, on: .path("/task/"), .numbers([2...5, 9...9])),
        ])
      ),
    ])
  func parsing(text: String, plan: FaultPlan) throws {
    #expect(try FaultPlan(parsing: text) == plan)
  }

  static func rule(_ fault: Fault, _ probability: Double) -> FaultPlan.Rule {
    FaultPlan.Rule(fault, .probability(probability))
  }

  @Test("every fault has a name that is read", arguments: Fault.allCases)
  func names(fault: Fault) throws {
    #expect(try FaultPlan(parsing: "\(fault.rawValue):1").rules == [Self.rule(fault, 1)])
  }

  @Test(
    "what is no plan",
    arguments: [
      ("", FaultPlan.SyntaxError.Reason.empty), ("503:0.1,", .empty), ("504:0.1", .unknownFault("504")),
      ("503:2", .occasion("2")), ("503:", .occasion("")), ("503:#0", .occasion("#0")), ("503:#5-2", .occasion("#5-2")),
      ("503:#1+", .occasion("#1+")), ("503:#-", .occasion("#-")), ("503:nan", .occasion("nan")),
      ("503:-0.1", .occasion("-0.1")), ("503@create:1", .unknownCall("create")), ("latency:50", .duration("50")),
      ("latency:-1s", .duration("-1s")), ("latency:9e99s", .duration("9e99s")), ("latency:nans", .duration("nans")),
      ("seed:-1", .seed("-1")), ("latency", .duration("")),
    ] as [(String, FaultPlan.SyntaxError.Reason)])
  func mistakes(text: String, reason: FaultPlan.SyntaxError.Reason) {
    #expect { try FaultPlan(parsing: text) } throws: { error in
      (error as? FaultPlan.SyntaxError)?.reason == reason
    }
  }
}
