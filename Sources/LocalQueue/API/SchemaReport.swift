internal import TaskDefinitions

/// Says what a schema refuses, in the words of Ajv, which validates for the real services.
enum SchemaReport {
  static func text(_ violations: [Violation], schema: String) -> String {
    let errors = violations.isEmpty ? ["data must be object"] : violations.map(line)
    return "\nSchema Validation Failed!\nRejecting Schema: \(schema)\nErrors:\n  * "
      + errors.joined(separator: "\n  * ")
  }

  private static func line(_ violation: Violation) -> String {
    var elements = violation.path.elements
    if violation.isAboutKey || isRepetition(violation) { elements.removeLast() }
    let path = elements.map { element in
      switch element {
      case .key(let key): "/\(key)"
      case .index(let index): "/\(index)"
      }
    }
    return "data\(path.joined()) \(rule(violation))"
  }

  private static func isRepetition(_ violation: Violation) -> Bool {
    if case .repeated = violation.rule { true } else { false }
  }

  private static func rule(_ violation: Violation) -> String {
    switch violation.rule {
    case .unknownField(let key, _): return "must NOT have additional properties: \"\(key)\""
    case .missingField(let key): return "must have required property '\(key)'"
    case .wrongType(let expected): return "must be \(types[expected] ?? expected)"
    case .notListed: return "must be equal to one of the allowed values"
    case .form(.dateTime): return "must match format \"date-time\""
    case .form(let pattern):
      return "must match pattern " + (patterns[pattern].map { "\"\($0)\"" } ?? pattern.rule)
    case .tooShort(let count): return "must NOT have fewer than \(count) characters"
    case .tooLong(let count): return "must NOT have more than \(count) characters"
    case .tooFew(let count): return "must NOT have fewer than \(count) items"
    case .tooMany(let count): return "must NOT have more than \(count) items"
    case .tooSmall(let least): return "must be >= \(least)"
    case .tooLarge(let most): return "must be <= \(most)"
    case .repeated(let first):
      guard case .index(let second) = violation.path.elements.last else { return violation.message }
      return "must NOT have duplicate items (items ## \(first) and \(second) are identical)"
    default: return violation.message
    }
  }

  /// As the queue's schemas write them. Source: task.json and task-metadata.json.
  private static let patterns: [TextPattern: String] = [
    .taskID: "^[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]$",
    .provisionerID: "^[a-zA-Z0-9-_]{1,38}$", .workerType: "^[a-z]([-a-z0-9]{0,36}[a-z0-9])?$",
    .taskQueueID: "^[a-zA-Z0-9-_]{1,38}/[a-z]([-a-z0-9]{0,36}[a-z0-9])?$", .schedulerID: "^([a-zA-Z0-9-_]*)$",
    .projectID: "^([a-zA-Z0-9._/-]*)$", .printableASCII: "^[ -~]*$", .source: "^(https?://|ssh://|git@)",
  ]

  private static let types = [
    "true or false": "boolean", "a whole number": "integer", "a text": "string", "a list": "array",
    "an object": "object",
  ]
}
