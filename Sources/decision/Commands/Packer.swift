import ArgumentParser
import Diagnostics

struct Packer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "packer", "Render, check and run the Packer template of an image key.",
    examples: """
      decision packer template win10-64-2004 --environment production
      decision packer validate win10-64-2004
      """,
    exits: [.configuration], subcommands: [Template.self, Env.self, Validate.self, Build.self])
}
