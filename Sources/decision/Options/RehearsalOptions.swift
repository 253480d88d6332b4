import ArgumentParser
import Diagnostics
import Document
import LocalQueue

/// The queue that a rehearsal is held on.
struct RehearsalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What goes wrong on the way to the queue, as above.", valueName: "faults"))
  var fault: String?

  @Option(
    help: ArgumentHelp(
      "Only keep the queue open on this port of the loopback; 0 takes a free one. It stops ten minutes after the last request.",
      valueName: "port"))
  var serve: Int?

  @Option(
    help: ArgumentHelp("With --serve: the secrets that are there, as a YAML mapping of names.", valueName: "file"),
    completion: .file())
  var secrets: String?

  func validate() throws {
    if let serve, !(0...65_535).contains(serve) { throw ValidationError("a port is a number from 0 to 65535") }
    if secrets != nil, serve == nil { throw ValidationError("--secrets goes with --serve: a rehearsal asks for none") }
  }

  func configuration(
    scopes: [String], now: @escaping @Sendable () -> Timestamp
  ) throws -> LocalQueue.Configuration {
    var configuration = LocalQueue.Configuration(scopes: scopes, faults: try faults(), now: now)
    configuration.secrets = try storedSecrets(expiring: now().advanced(byMilliseconds: 365 * 86_400_000))
    return configuration
  }

  private func faults() throws(Failure) -> FaultPlan {
    guard let fault else { return .none }
    do {
      return try FaultPlan(parsing: fault)
    } catch {
      throw Failure(.usage, [Diagnostic(id: "fault-plan", error.message, help: error.help)])
    }
  }

  private func storedSecrets(expiring expires: Timestamp) throws -> [String: StoredSecret] {
    guard let secrets else { return [:] }
    let file = SourceFile(name: secrets, bytes: try Input.file(secrets))
    let node = try Input.given { try Node(yaml: file) }
    guard let object = node.json.object else {
      throw Failure(
        .message,
        [Diagnostic(id: "wrong-type", "secrets are a mapping of names to values", at: file.place(node.range))])
    }
    for member in object.members where member.value.object == nil {
      // Without its place: an excerpt would show it.
      throw Failure(
        .message,
        [Diagnostic(id: "wrong-type", "the value of the secret \(Display.quoted(member.key)) must be a mapping")])
    }
    // Two names may differ by bytes and yet be one text: to a dictionary they are the same.
    return Dictionary(object.members.map { ($0.key, StoredSecret($0.value, expires: expires)) }) { $1 }
  }
}
