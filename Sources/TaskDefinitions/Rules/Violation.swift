/// A rule that a task breaks, and where in the task.
package struct Violation: Sendable, Hashable {
  /// In the task; for a field that is missing, the object that lacks it.
  package let path: FieldPath
  package let rule: Rule

  package init(_ path: FieldPath, _ rule: Rule) {
    self.path = path
    self.rule = rule
  }

  package enum Rule: Sendable, Hashable {
    // The shape of a value.
    case unknownField(String, known: [String])
    case missingField(String)
    case excludedField(String, by: String)
    case neededField(String, by: String)
    case noKind(keys: [String])
    case wrongType(expected: String)
    case notListed(String, allowed: [String])
    case form(TextPattern)
    case tooShort(atLeast: Int)
    case tooLong(atMost: Int)
    case tooFew(atLeast: Int)
    case tooMany(atMost: Int)
    case tooSmall(atLeast: Int)
    case tooLarge(atMost: Int)
    case repeated(first: Int)
    // The task as a whole.
    case date(DateRule)
    case queueDisagrees
    case queueMissing
    case scopeEndsInStars(String)
    case indexNamespace(String)
    // What a worker asks of its tasks.
    case scopeNotListed(String, because: String)
    case dependencyNotListed(String)
    case lineBreakInEnvironment
    case proxyScopesTooLong(bytes: Int, atMost: Int)
    case administratorWithChainOfTrust
    case artifactExpires
  }

  /// Whether the path ends at a key that is what to show.
  package var isAboutKey: Bool {
    switch rule {
    case .unknownField, .excludedField, .administratorWithChainOfTrust: true
    // What a switch or a cache needs is said at its name, not at `true`.
    case .scopeNotListed: [.key("features"), .key("cache")].contains(path.elements.dropLast().last)
    default: false
    }
  }
}
