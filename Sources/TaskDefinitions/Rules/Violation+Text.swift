package import Diagnostics

extension Violation {
  /// Stable, in kebab-case: the id of a diagnostic.
  package var id: String {
    switch rule {
    case .unknownField: "unknown-field"
    case .missingField, .neededField: "missing-field"
    case .excludedField: "excluded-field"
    case .noKind: "missing-field"
    case .wrongType: "wrong-type"
    case .notListed: "unknown-value"
    case .form: "wrong-form"
    case .tooShort, .tooLong, .tooFew, .tooMany: "wrong-length"
    case .tooSmall, .tooLarge: "out-of-range"
    case .repeated: "repeated-item"
    case .date: "task-dates"
    case .queueDisagrees, .queueMissing: "task-queue"
    case .scopeEndsInStars: "scope-form"
    case .indexNamespace: "index-namespace"
    case .scopeNotListed: "scope-not-listed"
    case .dependencyNotListed: "dependency-not-listed"
    case .lineBreakInEnvironment: "line-break-in-environment"
    case .proxyScopesTooLong: "proxy-scopes"
    case .administratorWithChainOfTrust: "administrator-with-chain-of-trust"
    case .artifactExpires: "artifact-expires"
    }
  }

  /// One phrase: the rule, said of the field.
  package var message: String {
    let here = path.elements.isEmpty ? "the task" : "`\(path)`"
    return switch rule {
    case .unknownField(let key, _): "no field `\(key)` is known in \(parentName)"
    case .missingField(let key): "\(here) needs a field `\(key)`"
    case .excludedField(let key, let other): "`\(key)` does not go with `\(other)` in \(parentName)"
    case .neededField(let key, let other): "`\(other)` asks for `\(key)` in \(here)"
    case .noKind(let keys): "\(here) needs one of \(Self.list(keys))"
    case .wrongType(let expected): "\(here) must be \(expected)"
    case .notListed(_, let allowed): "\(here) must be one of \(Self.list(allowed))"
    case .form(let pattern): "\(here) must be \(pattern.rule)"
    case .tooShort(let least): "\(here) must have at least \(Self.count(least, "character"))"
    case .tooLong(let most): "\(here) must have at most \(Self.count(most, "character"))"
    case .tooFew(let least): "\(here) must have at least \(Self.count(least, "item"))"
    case .tooMany(let most): "\(here) must have at most \(Self.count(most, "item"))"
    case .tooSmall(let least): "\(here) must be at least \(least)"
    case .tooLarge(let most): "\(here) must be at most \(most)"
    case .repeated(let first): "\(here) must differ from item \(first)"
    case .date(let date): "the queue refuses the task: \(date.rule)"
    case .queueDisagrees: "`taskQueueId` must be `<provisionerId>/<workerType>` of the same task"
    case .queueMissing: "the task needs `taskQueueId`, or `provisionerId` and `workerType`"
    case .scopeEndsInStars(let scope): "a scope must not end in more than one `*`: `\(scope)`"
    case .indexNamespace(let route): "the index ignores the route `\(route)`"
    case .scopeNotListed(let scope, let reason): "\(reason) needs the scope `\(scope)` among the task's `scopes`"
    case .dependencyNotListed(let id): "a task that mounts an artifact of `\(id)` must list it in `dependencies`"
    case .lineBreakInEnvironment: "\(here) must not have a line break: the worker would run what follows as a command"
    case .proxyScopesTooLong(let bytes, let most):
      "the scopes of a task with `taskclusterProxy` must fit in \(most) bytes of JSON, these take \(bytes)"
    case .administratorWithChainOfTrust: "`runAsAdministrator` does not go with `chainOfTrust`"
    case .artifactExpires: "\(here) must lie between the task's `deadline` and its `expires`"
    }
  }

  /// What was probably meant.
  private var nearest: String? {
    switch rule {
    case .unknownField(let key, let known): NearMiss.best(key, among: known)
    case .notListed(let text, let allowed): NearMiss.best(text, among: allowed)
    default: nil
    }
  }

  /// The correction, where the wrong word stands at the place as it is.
  package func fixIts(at place: Place?) -> [Diagnostic.FixIt] {
    guard let place, let nearest else { return [] }
    switch rule {
    case .unknownField(let word, _), .notListed(let word, _):
      return place.text == word ? [.init(at: place, replacement: nearest)] : []
    default: return []
    }
  }

  /// The way out, where there is one to show.
  package var help: String? {
    switch rule {
    case .unknownField, .notListed: nearest.map { "did you mean `\($0)`?" }
    case .indexNamespace: "join words of letters, digits, `_` and `-` by single dots"
    case .proxyScopesTooLong: "list fewer scopes, or one that ends in `*` for several"
    default: nil
    }
  }

  private var parentName: String {
    let parent = FieldPath(Array(path.elements.dropLast()))
    return parent.elements.isEmpty ? "a task" : "`\(parent)`"
  }

  private static func list(_ items: [String]) -> String { items.map { "`\($0)`" }.joined(separator: ", ") }
  private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
