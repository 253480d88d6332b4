import FoundationEssentials
import Subprocess

/// The built program as a user runs it: a process with its output, its errors and its exit code.
package struct Program: Sendable {
  package struct Ending: Sendable {
    package let output: String
    package let errors: String
    /// The exit code; for a process that a signal ended, 128 and the signal's number.
    package let code: Int32
  }

  /// The program lies beside the tests.
  package static var path: String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "decision").path
  }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - environment: variables besides PATH and HOME; nothing else is inherited, so that a task's own variables do not
  ///     reach the test.
  package static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], at folder: String = Checkout.root
  ) async throws -> Ending {
    try await run(path, arguments, input: input, environment: environment, at: folder)
  }

  /// Runs any program.
  package static func run(
    _ executable: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
    at folder: String = Checkout.root
  ) async throws -> Ending {
    let inherited = ProcessInfo.processInfo.environment
    var variables: [Environment.Key: String] = [:]
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] {
      if let value = inherited[name] { variables[Environment.Key(stringLiteral: name)] = value }
    }
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    // The working directory without a dependency on System: a shell changes to it.
    let line = ["-c", "cd \"$0\" && exec \"$@\"", folder, executable] + arguments
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(line), environment: .custom(variables), input: .string(input),
      output: .string(limit: 200_000_000), error: .string(limit: 50_000_000))
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Ending(output: result.standardOutput, errors: result.standardError, code: code)
  }
}
