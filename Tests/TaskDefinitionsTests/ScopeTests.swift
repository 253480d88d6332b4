import Document
import TaskDefinitions
import Testing

@Suite("Scopes")
struct ScopeTests {
  @Test(
    "satisfaction",
    arguments: [
      (["a"], "a", true), (["a"], "ab", false), (["a*"], "a", true), (["a*"], "abc", true), (["a*"], "b", false),
      (["a*"], "a*", true), (["a*"], "ab*", true), (["ab*"], "a*", false), (["a"], "a*", false), (["*"], "x", true),
      (["*"], "", true), ([], "", false), (["a:b*", "a*"], "a:c", true), (["a-b*", "a:*"], "a:x", true),
      (["a*b"], "axb", false), (["a*b"], "a*b", true), (["a**"], "a*b", true), (["a**"], "ab", false),
      (["queue:route:index.a.*", "queue:route:index.a.b.*", "queue:route:index.b*"], "queue:route:index.a.z", true),
    ])
  func satisfaction(have: [String], need: String, verdict: Bool) {
    #expect(ScopeSet(have).satisfies(need) == verdict)
  }

  @Test("thousands of scopes give the verdict of a plain search")
  func manyScopes() {
    var generator = SeededGenerator(seed: 7)
    func scope() -> String {
      let text = String(
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in "ab:*".randomElement(using: &generator) ?? "a" })
      return Bool.random(using: &generator) ? text + "*" : text
    }
    for _ in 0..<300 {
      let have = (0..<Int.random(in: 0...12, using: &generator)).map { _ in scope() }
      let set = ScopeSet(have)
      for _ in 0..<20 {
        let need = scope()
        let plain = have.contains { $0 == need || ($0.hasSuffix("*") && need.hasPrefix($0.dropLast())) }
        #expect(set.satisfies(need) == plain, "\(have) and \(need)")
      }
    }
  }

  @Test("what is implied is not listed")
  func normalised() {
    #expect(ScopeSet(["b", "a:x", "a*", "a:*", "b", "c*"]).scopes == ["a*", "b", "c*"])
  }

  @Test("what creating a task asks for")
  func required() {
    let task = TaskFixture.task(["scopes": ["s*"], "routes": ["index.r"], "priority": "high"])
    let required = RequiredScopes(of: task)
    #expect(
      required.all == [
        "s*", "queue:route:index.r", "queue:create-task:project:none", "queue:scheduler-id:taskcluster-github",
      ])
    #expect(
      required.anyOf == [
        [
          "queue:create-task:high:relops-3/win2022", "queue:create-task:very-high:relops-3/win2022",
          "queue:create-task:highest:relops-3/win2022",
        ]
      ])
    let have = required.all + ["queue:create-task:highest:*"]
    #expect(ScopeSet(have).satisfies(required))
    #expect(!ScopeSet(have.dropLast() + ["queue:create-task:medium:*"]).satisfies(required))
  }

  @Test("one table of what is missing, for all tasks")
  func missing() {
    let tasks: [(label: String, definition: TaskDefinition)] = [
      ("build", TaskFixture.task(["scopes": ["secret", "secret"]])),
      ("tag", TaskFixture.task(["scopes": ["secret", "other"]])),
      ("verify", TaskFixture.task(["provisionerId": "gecko-t", "priority": "very-high"])),
    ]
    let have = ScopeSet([
      "queue:scheduler-id:taskcluster-github", "queue:create-task:project:*", "queue:create-task:low:relops-3/*",
      "oth*",
    ])
    let missing = MissingScope.all(for: tasks, having: have)
    #expect(missing.map(\.scope) == ["queue:create-task:very-high:gecko-t/win2022", "secret"])
    #expect(missing.map(\.tasks) == [["verify"], ["build", "tag"]])
    #expect(missing.map(\.alternatives) == [["queue:create-task:highest:gecko-t/win2022"], []])
  }
}

/// The same numbers every time. Source: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
