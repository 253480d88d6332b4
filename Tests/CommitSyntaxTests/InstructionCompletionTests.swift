import CommitSyntax
import Testing

@Suite struct InstructionCompletionTests {
  private static let vocabulary = Vocabulary(
    keys: ["win10-64-2004", "win10-64-2004-gpu", "win7-32"], environments: ["production", "staging"],
    pools: ["gecko-t/win7-32"], regions: ["eastus", "westus"])

  static let messages: [(message: String, candidates: [String])] = [
    ("in", ["include keys: ", "include environments: ", "include pools: ", "include regions: "]),
    ("Exclude e", ["exclude environments: production", "exclude environments: staging"]),
    ("subject\n\nno-v", ["subject\n\nno-verify"]),
    ("include keys: win7", ["include keys: win7-32"]),
    ("subject\ninclude keys:win7", ["subject\ninclude keys: win7-32"]),
    (
      "include keys: win10-64-2004, w",
      ["include keys: win10-64-2004, win10-64-2004-gpu", "include keys: win10-64-2004, win7-32"]
    ),
    ("exclude pools: ", ["exclude pools: gecko-t/win7-32"]),
    ("include regions: WEST", ["include regions: westus"]),
    ("include keys: nothing", []),
    ("fix: win7", []),
  ]

  @Test(arguments: messages)
  func aMessageGoesOn(message: String, candidates: [String]) {
    #expect(InstructionCompletion.candidates(for: message, vocabulary: Self.vocabulary) == candidates)
  }
}
