import ArgumentParser

/// What `submit` and `rehearse` share.
struct DecisionStepOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder for the decision task's artifacts.", valueName: "dir"), completion: .directory)
  var artifacts = "artifacts/public"

  @Flag(help: "Say nothing while it runs, only the report at its end.")
  var quiet = false
}
