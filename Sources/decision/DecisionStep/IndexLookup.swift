import Diagnostics
import Document
import TaskDefinitions
import TaskGraph
import TaskclusterClient

/// Asks the index which locations are up to date, and the queue which builds an earlier run of this decision has made.
struct IndexLookup {
  let client: Client
  /// Only in a decision task: outside of one there is no earlier run.
  var asksForEarlierRun = true
  /// How long an answer is waited for, and who is told of it, by what is asked for.
  var patience: @Sendable (String) -> Patience = { _ in Patience() }

  /// - Throws: an index that does not answer: what is up to date is then not known, and guessing would build too much.
  func freshness(of candidates: Candidates) async throws -> Freshness {
    var answers = Freshness.Answers()
    let questions = candidates.questions
    if asksForEarlierRun {
      for (label, locations) in try await questions.asking(earlierChoice) {
        if let locations { answers.chosenBefore[label] = locations }
      }
    }
    let open = questions.filter { answers.chosenBefore[$0.label] == nil }
      .flatMap { task in task.claims.map { (task: task, location: $0.key, claim: $0.value) } }
    for (label, location) in try await open.asking(freshLocation) {
      if let location { answers.upToDate[label, default: []].insert(location) }
    }
    return .known(answers)
  }

  /// The locations that an earlier run of this decision chose for a task that it has made; nil if it has not.
  private func earlierChoice(_ task: Candidates.Task) async throws -> (String, Set<String>?) {
    let definition = try await answer("task \(task.label)") { (patience) throws(CallError) in
      try await client.queue.task(task.id, patience: patience)
    }
    let locations = definition?.body["extra"]?["decision"]?["locations"]?.array?.compactMap(\.string)
    return (task.label, locations.map(Set.init))
  }

  /// The location, if its digest and its latest are one task.
  private func freshLocation(
    _ question: (task: Candidates.Task, location: String, claim: Claim)
  ) async throws -> (String, String?) {
    let digest = try await find(question.claim.digestNamespace)
    let latest = try await find(question.claim.latestNamespace)
    return (question.task.label, digest != nil && digest == latest ? question.location : nil)
  }

  private func find(_ namespace: String) async throws -> String? {
    try await answer("index \(namespace)") { (patience) throws(CallError) in
      try await client.index.findTask(namespace, patience: patience)?.taskID.text
    }
  }

  private func answer<Value>(_ what: String, _ call: (Patience) async throws(CallError) -> Value) async throws(Failure)
    -> Value
  {
    do throws(CallError) {
      return try await call(patience(what))
    } catch {
      throw Failure(error.exitCode, [error.diagnostic.within(what)])
    }
  }
}
