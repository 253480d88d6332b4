import Diagnostics
import TaskDefinitions
import TaskGraph
import TaskclusterClient

extension GraphOptions {
  /// The scopes that were given, if any: one a line; empty lines and those that begin with `#` say nothing.
  func givenScopes() throws(Failure) -> [String]? {
    guard let scopes else { return nil }
    let text = String(decoding: try Input.file(scopes), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { $0.trimming(while: \.isWhitespace) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// The graphs as those scopes allow them, with a warning of what they leave out.
  ///
  /// - Throws: all missing scopes together, with exit code 77.
  func reviewed(_ graphs: GraphSet) throws(Failure) -> GraphSet {
    guard let scopes = try givenScopes() else { return graphs }
    let review = try ScopeReview(graphs.submissionItems, having: ScopeSet(scopes))
    if let failure = review.failure { throw failure }
    return graphs.leavingOut(review.leftOut).adding(review.warnings)
  }
}

extension Substring {
  fileprivate func trimming(while isEdge: (Character) -> Bool) -> String {
    let start = drop(while: isEdge)
    return String(start.reversed().drop(while: isEdge).reversed())
  }
}
