import Document
@testable import GraphRendering
import Testing

@Suite struct SharedValuesTests {
  private static let long = String(repeating: "x", count: 200)

  static let values: [JSON] = [
    .null, 5, "short", .string(long), [], ["$"], ["$", 0], ["$", ["$", 0]], ["$", .string(long)], ["$", 0, 0],
    ["a": .string(long), "b": [.string(long), ["c": .string(long)]]],
    .array((0..<50).map { ["number": .number(Double($0 % 7)), "text": .string(long)] }),
  ]

  @Test(arguments: values)
  func whatIsSharedIsGivenBack(value: JSON) {
    var shared = SharedValues()
    let reduced = shared.share(value)
    #expect(Self.expand(reduced, shared.values) == value)
  }

  @Test func everyLargeValueIsKeptOnce() {
    var shared = SharedValues()
    let value: JSON = ["script": .string(Self.long), "steps": .array(Array(repeating: .string(Self.long), count: 40))]
    let first = shared.share(value)
    #expect(shared.share(value) == first)
    #expect(shared.values.count == 2)
  }

  /// As the page's script does it.
  private static func expand(_ value: JSON, _ values: [JSON]) -> JSON {
    switch value {
    case .array(let elements):
      if elements.count == 2, elements[0] == "$" {
        if let place = elements[1].int { return expand(values[place], values) }
        return .array((elements[1].array ?? []).map { expand($0, values) })
      }
      return .array(elements.map { expand($0, values) })
    case .object(let object):
      return .object(JSONObject(object.members.map { .init(key: $0.key, value: expand($0.value, values)) }))
    default: return value
    }
  }
}
