import Diagnostics
import LocalQueue

extension LocalQueue {
  /// Keeps a queue open for other programs: its root URL is said, and it goes when nobody has asked anything for ten
  /// minutes.
  static func serve(_ configuration: Configuration, on port: Int) async throws {
    var configuration = configuration
    configuration.port = port
    configuration.idleLimit = .seconds(600)
    let queue: LocalQueue
    do {
      queue = try await LocalQueue.start(configuration)
    } catch {
      throw Failure(
        .unavailable,
        [
          Diagnostic(
            id: "port", "the port \(port) must be free", help: "take another one; 0 is any that is free",
            notes: [Diagnostic.Note("\(error)")])
        ])
    }
    Terminal.report.write("\(queue.rootURL)\n")
    try await queue.waitUntilClosed()
    try await queue.shutdown()
  }
}
