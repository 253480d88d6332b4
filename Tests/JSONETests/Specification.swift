import Document
import Diagnostics
import JSONE
import Testing
import TestSupport

/// One case of JSON-e's own specification.
struct SpecificationCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable {
    case result(JSON)
    /// The text of the error, where the case gives it.
    case error(String?)
  }

  let number: Int
  let section: String
  let title: String
  let context: JSONObject
  let template: Node
  let outcome: Outcome

  var testDescription: String { "\(number) \(section): \(title)" }

  /// The time at which the specification is read.
  static let now = Timestamp(iso: "2017-01-19T16:27:20.974Z")

  /// All cases; none where the specification is not here.
  static let all: [SpecificationCase] = {
    guard let text = try? Shared.text("json-e/specification.yml") else { return [] }
    do {
      var section = ""
      var cases: [SpecificationCase] = []
      for document in try Node.documents(yaml: SourceFile(name: "specification.yml", text: text)) {
        if let name = document["section"]?.text {
          section = name
          continue
        }
        cases.append(try SpecificationCase(cases.count + 1, section, document))
      }
      return cases
    } catch {
      Issue.record(error)
      return []
    }
  }()

  private init(_ number: Int, _ section: String, _ document: Node) throws {
    self.number = number
    self.section = section
    title = document["title"]?.text ?? ""
    context = try #require(document["context"]?.json.object)
    template = try #require(document["template"])
    if let error = document["error"] {
      outcome = .error(error.json.string)
    } else {
      outcome = .result(try #require(document["result"]).json)
    }
  }
}
