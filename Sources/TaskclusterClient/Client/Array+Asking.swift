extension Array where Element: Sendable {
  /// What `ask` says of each, so many at a time, in no order. After the first error nothing more is asked.
  package func asking<Answer: Sendable>(
    atOnce width: Int = 50, _ ask: @escaping @Sendable (Element) async throws -> Answer
  ) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: Answer.self) { group in
      var answers: [Answer] = []
      var rest = self[...]
      for question in rest.prefix(width) { group.addTask { try await ask(question) } }
      rest = rest.dropFirst(width)
      while let answer = try await group.next() {
        answers.append(answer)
        if let question = rest.popFirst() { group.addTask { try await ask(question) } }
      }
      return answers
    }
  }
}
