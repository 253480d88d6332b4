internal import Diagnostics
internal import Document
package import TaskclusterClient

/// Sends a request until it is answered: tries again what may be overcome, reads the answer, names what is wrong.
///
/// Sending again is safe for all that is sent here: reading, asking for a token, and merging the same tags.
package struct AzureCaller: Sendable {
  package let transport: any Transport
  package let pacing: Pacing
  package var policy: RetryPolicy
  package var patience: Patience

  /// Eight tries, 0.5 s × 2ⁿ ± 25 %: about a minute, in which a throttled subscription gets its breath back. Azure's own
  /// `Retry-After` is waited for beyond that, until the caller's patience ends.
  package static let usualPolicy: RetryPolicy = {
    var policy = RetryPolicy.lookup
    policy.tries = 8
    policy.brokenTries = 8
    policy.firstDelay = .milliseconds(500)
    policy.total = .seconds(15 * 60)
    return policy
  }()

  package init(
    transport: any Transport, pacing: Pacing, policy: RetryPolicy = usualPolicy, patience: Patience = Patience()
  ) {
    self.transport = transport
    self.pacing = pacing
    self.policy = policy
    self.patience = patience
  }

  /// The object that the server answered with a 2xx.
  ///
  /// - Parameter isExpected: whether it is what the call answers.
  func object(
    _ request: HTTPRequest, redaction: Redaction, where isExpected: (JSONObject) -> Bool
  ) async throws(AzureError) -> JSONObject {
    var retries = Retries(policy, pacing, patience)
    while true {
      let end: AzureError
      var asked: Duration?
      switch await attempt(request) {
      case .failure(.cancelled): throw .stopped
      case .failure(let error):
        end = .noAnswer(error, tries: retries.all)
        guard error.isTransient else { throw end }
      case .success(let response) where (200..<300).contains(response.status):
        if let object = (try? JSON(parsing: response.body))?.object, isExpected(object) { return object }
        end = .unreadable(status: response.status, tries: retries.all)
      case .success(let response):
        let fault = AzureFault(response, redaction: redaction)
        switch response.status {
        // 409 and 412: somebody else is changing the same image at this moment.
        case 408, 409, 412, 429, 500...:
          (end, asked) = (.busy(fault, tries: retries.all), response.retryAfter(at: pacing.now()))
        case 404: throw .missing(fault)
        default: throw .refused(fault)
        }
      }
      do throws(Retries.End) {
        try await retries.wait(after: end.diagnostic.message, atLeast: asked)
      } catch {
        if case .stopped = error { throw .stopped }
        throw end
      }
    }
  }

  private func attempt(_ request: HTTPRequest) async -> Result<HTTPResponse, TransportError> {
    do throws(TransportError) {
      return .success(try await transport.send(request))
    } catch {
      return .failure(error)
    }
  }
}
