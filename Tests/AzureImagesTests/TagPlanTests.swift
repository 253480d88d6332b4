import Diagnostics
import Document
import Testing

@testable import AzureImages

@Suite struct TagPlanTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var tags: [String: String] = [:]
    var without: [String] = []
    var location: String? = "eastus"
    var isReady = true
    var name = Fixture.name("eastus")
    let additions: Set<String>
    var problems: [String] = []

    init(
      _ description: String, tags: [String: String] = [:], without: [String] = [], location: String? = "eastus",
      isReady: Bool = true, name: String = Fixture.name("eastus"), adds additions: Set<String>,
      says problems: [String] = []
    ) {
      testDescription = description
      (self.tags, self.without, self.location, self.isReady) = (tags, without, location, isReady)
      (self.name, self.additions, self.problems) = (name, additions, problems)
    }
  }

  static let all: Set<String> = ["imageKey", "environment", "deploymentId"]
  static let examples = [
    Example("a stamped image", adds: all),
    Example("Azure does not say where it is", location: nil, adds: all),
    Example(
      "an image that says all of it",
      tags: ["imageKey": "WIN10-64-2004", "environment": "production", "deploymentId": "5db26eb"],
      adds: []),
    Example("names in another case", tags: ["IMAGEKEY": "win10-64-2004"], adds: ["environment", "deploymentId"]),
    Example("a tag that says nothing", tags: ["imageKey": ""], adds: all),
    Example("no task in the stamp", without: ["machineImageTask"], adds: all, says: ["warning no-stamp"]),
    Example("no time in the stamp", without: ["machineImageCommitTime"], adds: all, says: ["warning no-stamp"]),
    Example(
      "an image of another key", tags: ["imageKey": "win7"], adds: ["environment", "deploymentId"],
      says: ["error image-of-another-key"]),
    Example(
      "an image of another environment", tags: ["environment": "staging"], adds: ["imageKey", "deploymentId"],
      says: ["warning image-of-another-environment"]),
    Example(
      "built from an older deployment", tags: ["deploymentId": "0620052"], adds: ["imageKey", "environment"],
      says: ["warning older-deployment"]),
    Example(
      "an alpha image that does not say its deployment", name: "gecko-t-win10-eastus-20h1-alpha",
      adds: ["imageKey", "environment"], says: ["warning unknown-deployment"]),
    Example("in another place than its name says", location: "westus", adds: all, says: ["error image-elsewhere"]),
    Example("half made", isReady: false, adds: all, says: ["error image-not-ready"]),
    Example(
      "full of tags", tags: Dictionary(uniqueKeysWithValues: (0..<45).map { ("t\($0)", "x") }), adds: all,
      says: ["error too-many-tags"]),
  ]

  @Test(arguments: examples)
  func whatIsAddedAndSaid(_ example: Example) {
    var tags = Fixture.stamp.merging(example.tags) { $1 }
    for name in example.without { tags[name] = nil }
    let image = ManagedImage(
      ImageReference(location: "eastus", resourceGroup: "rg", name: example.name), location: example.location,
      isReady: example.isReady,
      tags: ImageTags(JSONObject(tags.map { JSONObject.Member(key: $0.key, value: .string($0.value)) })))
    let plan = TagPlan(image, Fixture.identity)
    #expect(Set(plan.additions.keys) == example.additions)
    #expect(plan.diagnostics.map { "\($0.severity.rawValue) \($0.id)" } == example.problems)
  }

  @Test func theStampIsNeverWritten() {
    for example in Self.examples { #expect(example.additions.isDisjoint(with: TagPlan.stamp)) }
    let bare = ManagedImage(Fixture.reference("eastus"), location: nil, tags: ImageTags([:]))
    #expect(Set(TagPlan(bare, Fixture.identity).additions.keys).isDisjoint(with: TagPlan.stamp))
  }
}
