import Document
import ImageConfig
import JSONE
import TestSupport
import Testing

/// The real Packer reads every template that can be rendered. It takes more than a second each: two at a time, and
/// equal templates once.
@Suite(.enabled(if: Packer.isHere))
struct PackerValidateTests {
  @Test(.timeLimit(.minutes(15)))
  func everyConfig() async throws {
    var templates: [String: String] = [:]
    let template = try Fixture.template()
    for catalog in try [Fixture.own(), Fixture.shared("seed"), Fixture.shared("head")] {
      guard let catalog else { continue }
      for key in catalog.keys {
        let file = try Fixture.load(key, in: catalog)
        for environment in ["production", "staging"] {
          let value = try #require(try template.render(Fixture.context(file.image(in: environment), environment)))
          // Which environment it is stands in a tag alone, and makes no difference to Packer.
          let text = value.text(.pretty).replacing(
            "\"environment\": \"\(environment)\"", with: "\"environment\": \"x\"")
          templates[text] = "\(key)-\(environment)"
        }
      }
    }
    #expect(templates.count > 9)

    let folder = try TemporaryFolder()
    var waiting = templates.sorted { $0.value < $1.value }[...]
    try await withThrowingTaskGroup(of: (String, Program.Ending).self) { group in
      func next() throws {
        guard let (text, name) = waiting.popFirst() else { return }
        try folder.write(text, to: name + ".json")
        group.addTask {
          (
            name,
            try await Program.run(
              Packer.path, ["validate", name + ".json"], environment: Packer.environment, at: folder.path)
          )
        }
      }
      try next()
      try next()
      while let (name, ending) = try await group.next() {
        #expect(ending.code == 0, "\(name): \(ending.output)\(ending.errors)")
        try next()
      }
    }
  }
}
