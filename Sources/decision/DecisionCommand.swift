import ArgumentParser
import Diagnostics

@main
struct DecisionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decision",
    abstract: "Turns a commit message into Taskcluster tasks that build worker images.",
    discussion: """
      EXIT CODES
        0   good
        64  the command line is wrong
        65  the commit message, or the data that was given, is wrong
        69  a service does not answer
        70  a bug of this program
        75  try again: the failure was transient
        77  scopes are missing
        78  a file of the repository is wrong
      """,
    version: "0.1.0",
    subcommands: [
      Preview.self, Export.self, Submit.self, Rehearse.self, Diff.self, Lint.self, Check.self, Packer.self,
      TagImages.self, Render.self, Completion.self,
    ])

  /// Every way out goes through here, so that a user's mistake ends in diagnostics and a code, never in a bare error.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(after: error)
    }
  }
}
