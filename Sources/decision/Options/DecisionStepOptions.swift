import ArgumentParser

/// What `submit` and `rehearse` share.
struct DecisionStepOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder for the decision task's artifacts.", valueName: "dir"), completion: .directory)
  var artifacts = "artifacts/public"

  @Flag(help: "No line per task.")
  var quiet = false
}
