import Document
import FoundationEssentials
import JSONE
import TestSupport
import Testing

/// Random templates, beside PyPI's json-e: equal results, or both an error; and where json-e says what is wrong in its
/// own words, the same words. Of a broken expression the place is compared only, as what could have stood there is not
/// always told alike.
///
/// `DECISION_FUZZ_CASES` is how many, `DECISION_FUZZ_SEED` the first seed. Every case has a seed of its own, which a
/// failure names: `python3 Tests/Tools/jsone_cases.py SEED 1` makes it again.
@Suite(.enabled(if: Tool.python != nil))
struct DifferentialTests {
  static let environment = ProcessInfo.processInfo.environment
  static let count = environment["DECISION_FUZZ_CASES"].flatMap { Int($0) } ?? 1_000
  static let firstSeed = environment["DECISION_FUZZ_SEED"].flatMap { Int($0) } ?? 1

  @Test func agreesWithTheReference() async throws {
    let python = try #require(Tool.python)
    let batch = 10_000
    var seen = 0
    for start in stride(from: 0, to: Self.count, by: batch) {
      let script = "\(Checkout.root)/Tests/Tools/jsone_cases.py"
      let arguments = [script, "\(Self.firstSeed + start)", "\(min(batch, Self.count - start))"]
      let run = try await Program.run(python, arguments)
      try #require(run.code == 0, "\(run.errors)")
      for line in run.output.utf8.split(separator: UInt8(ascii: "\n")) {
        seen += 1
        try compare(JSON(parsing: line))
      }
    }
    #expect(seen == Self.count)
  }

  private func compare(_ one: JSON) throws {
    let seed = one["seed"]?.int ?? -1
    let context = Context(try #require(one["context"]?.object))
    let template = Template(try #require(one["template"]))
    let reference = Outcome(reference: one)
    let outcome: Outcome
    do {
      outcome = .result(try template.render(context) ?? .null)
    } catch {
      outcome = Outcome(errorText: error.description)
    }
    #expect(
      outcome.agrees(with: reference),
      "seed \(seed)\n  \(one["template"]?.text() ?? "")\n  \(one["context"]?.text() ?? "")\n  \(outcome)\n  \(reference)"
    )
  }

  enum Outcome {
    case result(JSON)
    case error(String)
    case syntaxError(at: String)
    /// An error of Python itself, or in words that are Python's, or about what is found out sooner here.
    case otherError

    init(reference: JSON) {
      if let result = reference["result"] {
        self = .result(result)
      } else if let text = reference["text"]?.string, let name = reference["error"]?.string,
        ["TemplateError", "InterpreterError", "BuiltinError", "SyntaxError"].contains(name),
        !text.hasSuffix("is not callable"), !text.hasSuffix("uncalled functions")
      {
        self.init(errorText: text)
      } else {
        self = .otherError
      }
    }

    init(errorText text: String) {
      self = text.hasPrefix("SyntaxError") ? .syntaxError(at: text.components(separatedBy: ": ")[0]) : .error(text)
    }

    func agrees(with reference: Outcome) -> Bool {
      switch (self, reference) {
      case (.result(let a), .result(let b)): a == b
      case (.error(let a), .error(let b)): a == b
      case (.syntaxError(let a), .syntaxError(let b)): a == b
      case (.error, .otherError), (.syntaxError, .otherError): true
      default: false
      }
    }
  }
}
