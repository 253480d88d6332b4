import TaskDefinitions
import Testing

@Suite("Task ids")
struct TaskIDTests {
  @Test("an id is a function of the decision's and the label")
  func derived() throws {
    let decision = try #require(TaskID("fN1SbArXTPSVFNUvaOlinQ"))
    #expect(TaskID.derived(decision: decision, label: "build").text == "GmLnyYOESC-5qzOfURblug")
    #expect(TaskID.derived(decision: decision, label: "Build") != TaskID.derived(decision: decision, label: "build"))
  }

  @Test("every id that is made is one, and none begins with a dash")
  func derivedIsValid() {
    for number in 0..<2_000 {
      let id = TaskID.derived(decision: .placeholder, label: "task-\(number)")
      #expect(TaskID(id.text) == id)
      #expect(id.text.first != "-")
    }
    #expect(TaskID(TaskID.placeholder.text) == .placeholder)
  }

  @Test(
    "what is no id",
    arguments: [
      "", "fN1SbArXTPSVFNUvaOlin", "fN1SbArXTPSVFNUvaOlinQQ", "fN1SbArXPPSVFNUvaOlinQ", "fN1SbArXTPBVFNUvaOlinQ",
      "fN1SbArXTPSVFNUvaOlinB", "fN1SbArXTPSVFNUvaOl.nQ", "fN1SbArXTPSVFNUvaOlinQ\n", "fN1SbArXTPSVFNUvaOléQ",
    ])
  func refused(text: String) {
    #expect(TaskID(text) == nil)
  }
}
