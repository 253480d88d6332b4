/// The way to a server: the one effect of this module. Tests pass in an actor that answers from a script.
///
/// A transport sends a request once and tells what came of it: it follows no redirect, and an answer with any status is
/// an answer. What to do about it is the client's business.
package protocol Transport: Sendable {
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse

  /// Where whoever has much to send does so with the least ado; nil is anywhere.
  var executor: (any TaskExecutor)? { get }
}

extension Transport {
  package var executor: (any TaskExecutor)? { nil }
}

/// Why there is no answer.
package enum TransportError: Error, Sendable, Equatable {
  /// No connection: the name does not resolve, nobody listens, or the handshake broke off.
  case unreachable(String)
  /// Too long to connect, too long without a byte, or too long in all.
  case timedOut(String)
  /// The connection ended before the answer did. The server may have done what it was asked.
  case interrupted(String)
  /// The answer is larger than this transport takes.
  case tooLarge(limit: Int)
  /// The server is not who it says it is, or this machine cannot check it.
  case untrusted(String)
  /// The request cannot be sent at all.
  case invalid(String)
  /// The caller's task was cancelled.
  case cancelled

  /// Whether the same request, sent again, may be answered.
  package var isTransient: Bool {
    switch self {
    case .unreachable, .timedOut, .interrupted: true
    case .tooLarge, .untrusted, .invalid, .cancelled: false
    }
  }
}

extension TransportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): "the server cannot be reached: \(reason)"
    case .timedOut(let reason): "the server does not answer in time: \(reason)"
    case .interrupted(let reason): "the connection broke off: \(reason)"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .untrusted(let reason): "the server's certificate is not trusted: \(reason)"
    case .invalid(let reason): "the request cannot be sent: \(reason)"
    case .cancelled: "the request was cancelled"
    }
  }
}
