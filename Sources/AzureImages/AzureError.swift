package import Diagnostics
package import TaskclusterClient

/// Why a call to Azure has come to nothing.
package enum AzureError: Error, Sendable, Equatable {
  /// The login server does not take the service principal.
  case notSignedIn(AzureFault)
  /// What was asked for is not there.
  case missing(AzureFault)
  /// The server refused: the same call will be refused again.
  case refused(AzureFault)
  /// The last answer said to come back later, or that the server failed, and the tries or the time are over.
  case busy(AzureFault, tries: Int)
  case noAnswer(TransportError, tries: Int)
  /// The server says that it is done, in words that are not the API's.
  case unreadable(status: Int, tries: Int)
  case stopped

  /// How a command ends because of it.
  package var exitCode: ExitCode {
    switch self {
    case .notSignedIn: .missingScopes
    case .missing: .message
    case .refused(let fault): [401, 403].contains(fault.status) ? .missingScopes : .configuration
    case .busy, .stopped: .tryAgain
    case .noAnswer(let error, _): error.isTransient ? .tryAgain : .unavailable
    case .unreadable: .unavailable
    }
  }

  /// For a person: the rule or the fact; the server's words are a note.
  package var diagnostic: Diagnostic {
    switch self {
    case .notSignedIn(let fault):
      Diagnostic(
        id: "not-signed-in", "Azure's login server must accept the service principal of the secret",
        help: "look whether its password has expired, and whether tenant and app id belong together", notes: fault.notes
      )
    case .missing(let fault):
      Diagnostic(
        id: "not-found", "what is asked for must be there; Azure knows nothing of it (\(fault.summary))",
        notes: fault.notes)
    case .refused(let fault) where [401, 403].contains(fault.status):
      Diagnostic(
        id: "azure-forbidden", "the service principal must have the right to do this (\(fault.summary))",
        help: "it reads images and writes their tags: Microsoft.Compute/images/read and Microsoft.Resources/tags/write",
        notes: fault.notes)
    case .refused(let fault):
      Diagnostic(id: "azure-refused", "Azure refused the call: \(fault.summary)", notes: fault.notes)
    case .busy(let fault, let tries):
      Diagnostic(
        id: "azure-busy",
        "Azure must answer within the time there is; asked \(tries.times), it last said \(fault.summary)",
        help: "the same command later does what is missing", notes: fault.notes)
    case .noAnswer(let error, let tries):
      Diagnostic(id: "no-answer", "\(error), asked \(tries.times)")
    case .unreadable(let status, let tries):
      Diagnostic(
        id: "unreadable-answer",
        "Azure must answer as its API says; it said \(status) and something else \(tries.times)",
        help: "look whether the endpoint is Azure's")
    case .stopped:
      Diagnostic(id: "stopped", "the call was stopped before an answer came")
    }
  }
}
