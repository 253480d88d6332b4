package import Diagnostics
internal import TaskDefinitions

/// Why a call has come to nothing.
package enum CallError: Error, Sendable, Equatable {
  /// The server refused: the same call will be refused again.
  case refused(ServerError)
  /// The server failed at it as often as it was tried.
  case broken(ServerError, tries: Int)
  /// The last answer said to come back later, and the time is over.
  case busy(ServerError, tries: Int)
  case noAnswer(TransportError, tries: Int)
  /// The server says that it is done, in words that are not the API's.
  case unreadable(ServerError, tries: Int)
  /// The certificate of the credentials does not hold, by the server's own clock.
  case flawedCredentials(HawkCredentials.Flaw)
  /// The signature of the request is longer than the server reads.
  case headerTooLong(Int)
  /// Stopped between two tries, or while it was on its way: what the server did of it is not known.
  case stopped

  /// How a command ends because of it.
  package var exitCode: ExitCode {
    switch self {
    case .refused(let error):
      switch error.status {
      case 401, 403: .missingScopes
      case 300..<400: .unavailable
      default: .configuration
      }
    case .broken, .unreadable: .unavailable
    case .busy, .stopped: .tryAgain
    case .noAnswer(let error, _): error.isTransient ? .tryAgain : .unavailable
    case .headerTooLong, .flawedCredentials: .missingScopes
    }
  }

  /// For a person: the rule or the fact, without the server's words, which are a note.
  package var diagnostic: Diagnostic {
    switch self {
    case .refused(let error):
      Diagnostic(id: refusal(error).id, refusal(error).message, help: refusal(error).help, notes: error.notes)
    case .broken(let error, let tries):
      Diagnostic(
        id: "server-broken", "the server failed \(tries) times at the same call",
        help: "quote the ids below to the people who run the server", notes: error.notes)
    case .busy(let error, let tries):
      Diagnostic(
        id: "server-busy", "the server must answer within the time there is; it was asked \(tries.times)",
        help: "the same command later goes on where this one stopped", notes: error.notes)
    case .noAnswer(let error, let tries):
      Diagnostic(id: "no-answer", "\(error), asked \(tries.times)")
    case .unreadable(let error, let tries):
      Diagnostic(
        id: "unreadable-answer",
        "the server must answer as its API says; it said \(error.status) and something else \(tries.times)",
        help: "look whether the root URL is that of a Taskcluster deployment", notes: error.notes)
    case .flawedCredentials(let flaw): flaw.diagnostic
    case .headerTooLong(let count):
      Diagnostic(
        id: "header-too-long",
        "a signed request's header has \(Hawk.headerLimit) characters at most, and these credentials make it \(count)",
        help: "use credentials with fewer scopes in their certificate")
    case .stopped:
      Diagnostic(id: "stopped", "the call was stopped before an answer came")
    }
  }

  private func refusal(_ error: ServerError) -> (id: String, message: String, help: String?) {
    switch error.status {
    case 300..<400:
      ("redirected", "the server must answer itself, and it sends us elsewhere", "correct the root URL")
    case 401:
      (
        "not-authenticated", "the server does not accept who we are",
        "look whether the credentials have expired; in a task, whether its scopes are more than \(TaskDefinition.proxyScopeLimit) bytes, which "
          + "make the proxy's header too long, or its claim is over"
      )
    case 403: ("missing-scopes", "the credentials must have the scopes of the call", nil)
    default:
      ("refused", "the server refused the call: \(error.status)\(error.code.map { " \($0)" } ?? "")", nil)
    }
  }
}

extension ServerError {
  package var notes: [Diagnostic.Note] {
    message.notes + references.map { Diagnostic.Note("\($0.name): \($0.value)") }
  }
}

extension ServerText {
  fileprivate var notes: [Diagnostic.Note] {
    text.isEmpty ? [] : [Diagnostic.Note("the server says: \(words)")]
  }
}

extension Int {
  /// `once`, `3 times`.
  package var times: String { self == 1 ? "once" : "\(self) times" }
}
