import Diagnostics
import Testing

@Suite struct NearMissTests {
  static let keys = [
    "trusted-win2022-64-2009-l3", "win10-64-2004", "win10-64-2004-alpha", "win10-64-2004-gpu", "win10-64-2004-gpu-test",
    "win10-64-2009-alpha", "win2012r2-64-l1", "win2012r2-64-vs-l1-alpha", "win2022-64-2009-alpha", "win2022-64-2009-l1",
    "win2022-64-2009-rd-alpha", "win2022-64-2009-vs-alpha",
  ]

  @Test(
    arguments: [
      ("win2022642009azurevs", "win2022-64-2009-vs-alpha"),  // the separators are missing, and a part is too much
      ("win2022-64-2009--vs-alpha", "win2022-64-2009-vs-alpha"),
      ("win10-64-2004-gqu", "win10-64-2004-gpu"),
      ("win10-64-2004-gpu-tset", "win10-64-2004-gpu-test"),
      ("WIN10_64_2004", "win10-64-2004"),
      ("win10-64-gpu-2004", "win10-64-2004-gpu"),
      ("win2012r2-64-l1-alpha", "win2012r2-64-vs-l1-alpha"),
      ("wim10-64-2004", "win10-64-2004"),
      ("linux", nil), ("x", nil), ("", nil), ("---", nil),
    ] as [(String, String?)])
  func suggests(word: String, expected: String?) {
    #expect(NearMiss.best(word, among: Self.keys) == expected)
  }

  @Test(
    arguments: [
      ("win10-64-2004-gqu", "win10-64-2004-gpu"), ("Win10-64-2004", "win10-64-2004"),
      ("win2022-64-2009--vs-alpha", "win2022-64-2009-vs-alpha"), ("win10-64-gpu-2004", "win10-64-2004-gpu"),
      ("win10-64-2005", nil),  // another version is not a slip
      ("win10-64-2009", nil),  // so is a key that was not yet written
      ("win2022642009azurevs", nil), ("win2012r2-64-l1-alpha", nil),
    ] as [(String, String?)])
  func correctsOnlyWhatIsObvious(word: String, expected: String?) {
    #expect(NearMiss.obvious(word, among: Self.keys) == expected)
  }

  @Test func twoThatAreAsNearAreNotObvious() {
    #expect(NearMiss.obvious("stagin", among: ["staging", "stagins"]) == nil)
    #expect(NearMiss.ranked("stagin", among: ["stagins", "staging"]) == ["staging", "stagins"])
  }

  @Test func wordsAreTheSameButForCaseAndSeparators() {
    #expect(NearMiss.areSame("Win10-64 2004", "win10-64-2004"))
    #expect(!NearMiss.areSame("win10-64", "win10-64-2004"))
    #expect(!NearMiss.areSame("-", ""))
  }

  @Test func ranksTheNearestFirst() {
    #expect(
      NearMiss.ranked("win10-64-2004-gp", among: Self.keys) == [
        "win10-64-2004-gpu", "win10-64-2004", "win10-64-2004-alpha",
      ])
  }

  @Test func aHugeWordCostsNothing() {
    #expect(NearMiss.best(String(repeating: "win10", count: 2_000_000), among: Self.keys) == nil)
    #expect(NearMiss.ranked("win10-64-2004", among: [String(repeating: "a", count: 5_000_000)]).isEmpty)
  }
}
