import ArgumentParser
import Diagnostics

@main
struct DecisionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "decision", "Turn a commit message into Taskcluster tasks that build worker images.",
    about: """
      The message is that of HEAD, or given with --commit, --message, --message-file, or `-` for standard input. \
      Data is written to standard output, talk to standard error; NO_COLOR takes the colour away.
      """,
    examples: """
      # what would the commit that is checked out build?
      decision preview
      # try a message
      decision preview --message 'include keys: win10-64-2004'
      # submit it to a queue inside the process
      decision rehearse
      """,
    exits: Diagnostics.ExitCode.allCases, version: "0.1.0",
    subcommands: [
      Preview.self, Export.self, Submit.self, Rehearse.self, Diff.self, Lint.self, Check.self, Packer.self,
      TagImages.self, Render.self, Completion.self,
    ])

  /// A mistake always ends here, so that it is told by diagnostics and a code, never by a bare error.
  static func main() async {
    Terminal.secure()
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
