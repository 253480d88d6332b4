import Document
import JSONE
import Testing
import TestSupport

/// JSON-e's own specification, whole.
@Suite(.enabled(if: Shared.exists("json-e/specification.yml")))
struct SpecificationTests {
  @Test(arguments: SpecificationCase.all)
  func rendersAsSpecified(_ one: SpecificationCase) throws {
    let template = Template(one.template)
    let context = Context(one.context, now: SpecificationCase.now)
    switch one.outcome {
    case .result(let expected): #expect(try template.render(context) ?? .null == expected)
    case .error(let text):
      let error = #expect(throws: JSONEError.self) { try template.render(context) }
      if let text { #expect(error?.description == text) }
    }
  }

  /// That none was lost on the way here.
  @Test func isComplete() { #expect(SpecificationCase.all.count == 1_175) }
}
