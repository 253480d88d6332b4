package import Document

extension TaskDefinition {
  /// What the queue's schema refuses.
  package var schemaViolations: [Violation] { ShapeCheck.violations(of: json, against: .task) }

  /// The worker pool: the pair of fields or `taskQueueId`; where all three are there, they agree.
  package var queueViolation: Violation? {
    switch (text("provisionerId"), text("workerType"), text("taskQueueId")) {
    case (let provisioner?, let worker?, let queue?):
      queue == "\(provisioner)/\(worker)" ? nil : Violation(["taskQueueId"], .queueDisagrees)
    case (_?, _?, nil), (_, _, _?): nil
    default: Violation([], .queueMissing)
    }
  }

  /// The first rule for times that the task breaks, by the queue's clock; nil if a time cannot be read.
  package func dateViolation(now: Timestamp) -> Violation? {
    guard let created, let deadline else { return nil }
    return DateRule.broken(created: created, deadline: deadline, expires: expires, now: now)
      .map { Violation([.key($0.field)], .date($0)) }
  }

  /// A scope that ends in `**` is refused.
  package var scopeViolations: [Violation] {
    var violations: [Violation] = []
    for (index, scope) in (body["scopes"]?.array ?? []).enumerated() {
      guard let text = scope.string, text.endsInBytes(with: "**") else { continue }
      violations.append(Violation(["scopes", .index(index)], .scopeEndsInStars(text)))
    }
    return violations
  }

  /// Everything that `createTask` would refuse but for scopes and the state of the queue, and what it accepts but nobody
  /// can mean: a route that the index ignores, a task whose proxy cannot sign.
  ///
  /// - Parameter now: the queue's clock; nil leaves the rules for times out.
  package func violations(now: Timestamp?) -> [Violation] {
    var violations = schemaViolations
    let isReadable = violations.allSatisfy { !Self.queueFields.contains($0.path.elements.first) }
    if isReadable, let violation = queueViolation { violations.append(violation) }
    if let now, let violation = dateViolation(now: now) { violations.append(violation) }
    return violations + scopeViolations + indexViolations + proxyViolations
  }

  private static let queueFields: [FieldPath.Element?] = ["provisionerId", "workerType", "taskQueueId"]

  /// Routes that begin with `index.` and that the index ignores.
  private var indexViolations: [Violation] {
    var violations: [Violation] = []
    for (index, route) in (body["routes"]?.array ?? []).enumerated() {
      guard let text = route.string, text.hasPrefix(IndexRoute.prefix), IndexRoute.namespace(of: text) == nil else {
        continue
      }
      violations.append(Violation(["routes", .index(index)], .indexNamespace(text)))
    }
    return violations
  }

  /// The worker's proxy sends the task's scopes with every request, in a header of 4,096 characters that has room for so
  /// many bytes of them.
  package static let proxyScopeLimit = 1_200

  private var proxyViolations: [Violation] {
    guard payload["features"]?["taskclusterProxy"]?.bool == true, let scopes = body["scopes"]?.array else { return [] }
    // Brackets, and for each scope its quotes and a comma.
    var bytes = 1
    for scope in scopes {
      var text = scope.string ?? ""
      bytes += text.withUTF8 { text in
        text.count + 3 + text.count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
      }
    }
    if scopes.isEmpty { bytes = 2 }
    guard bytes > Self.proxyScopeLimit else { return [] }
    return [Violation(["scopes"], .proxyScopesTooLong(bytes: bytes, atMost: Self.proxyScopeLimit))]
  }
}
