import Diagnostics

/// What makes two diagnostics one mistake: a line of a kind or template that is wrong shows in all of its tasks.
private struct Mistake: Hashable {
  let id: String
  /// Empty where the message tells of one task what is as true of the others.
  let message: String
  let place: Place?

  init(_ diagnostic: Diagnostic) {
    id = diagnostic.id
    message = GraphChecks.namingOneTask.contains(id) ? "" : diagnostic.message
    place = diagnostic.place
  }
}

extension [Diagnostic] {
  /// Each mistake once, as its first task has it, with the number of the others.
  func oncePerMistake() -> [Diagnostic] {
    var order: [Mistake] = []
    var firsts: [Mistake: (diagnostic: Diagnostic, contexts: Set<[String]>)] = [:]
    for diagnostic in self {
      let mistake = Mistake(diagnostic)
      if firsts[mistake] == nil { order.append(mistake) }
      firsts[mistake, default: (diagnostic, [])].contexts.insert(diagnostic.context)
    }
    return order.compactMap { firsts[$0] }.map { first, contexts in
      guard contexts.count > 1 else { return first }
      var copy = first
      copy.notes.append(.init("and the same of \(contexts.count - 1) more \(contexts.count == 2 ? "task" : "tasks")"))
      return copy
    }
  }

  /// Each mistake once, where it was found by looking several times.
  func withoutRepetition() -> [Diagnostic] {
    var seen: Set<Mistake> = []
    return filter { seen.insert(Mistake($0)).inserted }
  }
}

extension Sequence {
  /// Makes something of each; what is wrong with one does not hide the next.
  ///
  /// - Throws: all that is wrong, each mistake once.
  func gathering<Product>(_ make: (Element) throws(Failure) -> Product) throws(Failure) -> [Product] {
    var products: [Product] = []
    var problems: [Diagnostic] = []
    for element in self {
      do throws(Failure) { products.append(try make(element)) } catch { problems += error.diagnostics }
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems.oncePerMistake()) }
    return products
  }
}
