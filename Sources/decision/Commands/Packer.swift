import ArgumentParser

struct Packer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render, check and run the Packer template of an image key.",
    subcommands: [Template.self, Env.self, Validate.self, Build.self])
}
