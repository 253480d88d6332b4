package import Subprocess

extension Tool {
  /// How a program that a test ran ended, and what it said.
  package struct Run: Sendable {
    package let status: TerminationStatus
    package let output: String
    package let error: String

    package var succeeded: Bool { status.isSuccess }
  }

  /// Runs a program to its end.
  ///
  /// - Parameter limit: The most that it may write, in bytes; more is an error.
  package static func run(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:], limit: Int = 1 << 27
  ) async throws -> Run {
    // `env` takes the path of a program, which Subprocess would want as a type of swift-system.
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let result = try await Subprocess.run(
      .name("env"), arguments: Arguments(settings + [executable] + arguments), output: .string(limit: limit),
      error: .string(limit: limit))
    return Run(status: result.terminationStatus, output: result.standardOutput, error: result.standardError)
  }
}
