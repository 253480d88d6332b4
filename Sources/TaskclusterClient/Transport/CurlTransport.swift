package import Diagnostics

/// HTTP by libcurl: connections are kept and reused, HTTP/2 is spoken where a TLS server has it, TLS is verified.
///
/// All transfers run on one thread of its own (`CurlLoop`), which this value feeds through an inbox and stops when it
/// goes away.
package final class CurlTransport: Transport {
  package struct Options: Sendable {
    /// Requests on their way at once, and connections open at once; what is more waits its turn.
    package var maximumInFlight = 50
    /// Time to connect, TLS included.
    package var connectTimeout = Duration.seconds(30)
    /// Time without one byte in either direction, in whole seconds. The task's proxy retries on its own for minutes,
    /// during which nothing comes.
    package var idleTimeout = Duration.seconds(90)
    /// Time for all of a transfer.
    package var totalTimeout = Duration.seconds(180)
    /// Bytes of the longest answer that is taken. A page of 1,000 tasks is 10 MB at most in practice.
    package var maximumAnswer = 64 << 20
    package var proxies = ProxySettings.none
    /// A file of certificate authorities in place of the system's.
    package var authorities: String?

    package init() {}

    /// Proxies and certificate authorities as `environment` has them.
    package init(environment: [String: String]) {
      proxies = ProxySettings(environment: environment)
      authorities = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// What libcurl is called where it is installed; Debian's git brings the second one.
  package static let libraryNames = ["libcurl.so.4", "libcurl-gnutls.so.4"]

  private let inbox: CurlInbox

  /// Loads libcurl if it is not there yet.
  package init(_ options: Options = Options(), library names: [String] = CurlTransport.libraryNames) throws(Failure) {
    inbox = try CurlLoop.start(options, library: names)
  }

  deinit { inbox.stop() }

  /// The loop's thread.
  package var executor: (any TaskExecutor)? { inbox }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let id = inbox.newID()
    let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let transfer = CurlTransfer(id: id, request: request, continuation: continuation)
        if !inbox.send(transfer) { continuation.resume(returning: .failure(.cancelled)) }
      }
    } onCancel: {
      inbox.cancel(id)
    }
    return try result.get()
  }
}
