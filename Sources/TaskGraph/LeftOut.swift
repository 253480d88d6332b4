/// What could have been in the graph and is not.
package struct LeftOut: Sendable {
  package enum Subject: Sendable, Hashable {
    case key(String)
    case environment(String)
    case task(label: String, kind: String)
    case locations([String], of: Owner)
    case pools([String], of: Owner)
  }

  /// What some names were left out of: a key by the message, a task by the index.
  package enum Owner: Sendable, Hashable {
    case key(String)
    case task(label: String, kind: String)

    package var name: String {
      switch self {
      case .key(let name): name
      case .task(let label, _): label
      }
    }
  }

  package let subject: Subject
  package let reason: Reason

  package init(_ subject: Subject, because reason: Reason) {
    self.subject = subject
    self.reason = reason
  }
}
