import ArgumentParser
import Diagnostics
import Document
import Glibc

/// Ends the process as the error says: diagnostics on standard error, and the exit code of the stage that failed.
func end(after error: any Error) -> Never {
  switch error {
  case let failure as Failure:
    Terminal.standardError.write(failure.diagnostics)
    Glibc.exit(failure.exitCode.rawValue)
  case let error as FileTreeError:
    Terminal.standardError.write([Diagnostic(id: "unreadable-file", "\(error)")])
    Glibc.exit(Diagnostics.ExitCode.configuration.rawValue)
  default:
    // Help, the version and mistakes in the command line are ArgumentParser's.
    DecisionCommand.exit(withError: error)
  }
}
