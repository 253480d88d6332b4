import ArgumentParser

struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    named: "completion", "Print a completion script for a shell.",
    about: """
      After Tab the shell asks this program for the keys, environments, kinds and locations of the project that one \
      stands in; within `--message '…'` for instructions and their values.
      """,
    examples: """
      # in ~/.bashrc
      source <(decision completion bash)
      decision completion zsh > ~/.zfunc/_decision
      decision completion fish > ~/.config/fish/completions/decision.fish
      """,
    exits: [])

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() {
    let known: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.standardOutput.write(DecisionCommand.completionScript(for: known) + "\n")
  }
}
