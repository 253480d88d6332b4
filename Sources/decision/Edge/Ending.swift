import ArgumentParser
import Diagnostics
import Document
import Glibc

/// Ends the process as the error says: diagnostics on standard error, and the exit code of the stage that failed.
func end(after error: any Error) -> Never {
  switch error {
  case let failure as Failure:
    // Whoever grants scopes needs to see all of them at once.
    Terminal.standardError.write(failure.diagnostics, isWhole: failure.exitCode == .missingScopes)
    Glibc.exit(failure.exitCode.rawValue)
  case let error as FileTreeError:
    Terminal.standardError.write([Diagnostic(id: "unreadable-file", "\(error)")])
    Glibc.exit(Diagnostics.ExitCode.configuration.rawValue)
  case is ArgumentParser.ExitCode: DecisionCommand.exit(withError: error)
  default:
    // Help, the version and mistakes in the command line are ArgumentParser's. It says 1 of all that it does not know.
    if DecisionCommand.exitCode(for: error) != .failure { DecisionCommand.exit(withError: error) }
    Terminal.standardError.write(
      [
        Diagnostic(
          id: "bug", "this should not happen: \(error)", help: "please report it, with the command and its input")
      ])
    Glibc.exit(Diagnostics.ExitCode.bug.rawValue)
  }
}
