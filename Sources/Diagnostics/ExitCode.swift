/// How a command ends. Source: sysexits.h, whose meanings these are.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case good = 0
  /// The command line is wrong.
  case usage = 64
  /// The commit message, or the data that a command was given, is wrong.
  case message = 65
  /// A service does not answer.
  case unavailable = 69
  /// A bug of ours.
  case bug = 70
  /// A transient failure: the same call later may succeed.
  case tryAgain = 75
  /// Scopes are missing.
  case missingScopes = 77
  /// A file of the repository is wrong.
  case configuration = 78

  /// How a command ends whose parts ended so: what another run cannot mend goes before what it may.
  package static func worst(of codes: some Sequence<ExitCode>) -> ExitCode {
    let codes = Set(codes)
    let severity: [ExitCode] = [.usage, .missingScopes, .message, .configuration, .bug, .unavailable, .tryAgain]
    return severity.first(where: codes.contains) ?? .good
  }
}

/// The end of a stage that cannot go on: all that was wrong in it, and how the command must end.
public struct Failure: Error, Sendable {
  public let exitCode: ExitCode
  public let diagnostics: [Diagnostic]

  public init(_ exitCode: ExitCode, _ diagnostics: [Diagnostic]) {
    self.exitCode = exitCode
    self.diagnostics = diagnostics
  }
}
